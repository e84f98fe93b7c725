namespace DnnGen.Tests.Random;

public sealed class SeededRandomTests
{
    [Fact]
    public void The_uniform_numbers_of_a_seed_are_fixed()
    {
        // Computed apart from this code, from the published recurrences of splitmix64 and xoshiro256**.
        var random = new SeededRandom(42);
        Check.BitwiseEqual([0.08386297105988216, 0.3789802506626686, 0.6800434110281394, 0.9246929453253876, 0.9918039142821028, 0.7697394604342425], [.. Enumerable.Range(0, 6).Select(_ => random.NextUniform())]);
        Check.BitwiseEqual([0.6012629994179048], [new SeededRandom(0).NextUniform()]);
    }

    [Fact]
    public void The_normal_numbers_of_a_seed_are_fixed()
    {
        var random = new SeededRandom(42);
        Check.BitwiseEqual([-0.7262191382447857, -0.21119691823195985, 0.2216227015035933, 0.5227716877560146, 0.46417731016247366, 0.7409788916865562], [.. Enumerable.Range(0, 6).Select(_ => random.NextNormal())]);
    }

    [Fact]
    public void A_permutation_holds_every_number_once_and_follows_from_the_seed()
    {
        foreach (int count in (int[])[0, 1, 2, 3, 1000])
        {
            int[] first = new int[count], second = new int[count];
            new SeededRandom(7).NextPermutation(first);
            new SeededRandom(7).NextPermutation(second);
            Assert.Equal(first, second);
            Assert.Equal(Enumerable.Range(0, count), first.Order());
        }
    }

    [Fact]
    public void Every_permutation_of_four_is_about_equally_frequent()
    {
        var random = new SeededRandom(3);
        var counts = new Dictionary<string, int>();
        int[] permutation = new int[4];
        const int draws = 24_000;
        for (int i = 0; i < draws; i++)
        {
            random.NextPermutation(permutation);
            string key = string.Join(' ', permutation);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(24, counts.Count);

        // A binomial count around 1,000 has a standard deviation of 31.
        Assert.All(counts.Values, count => Assert.InRange(count, 1000 - 155, 1000 + 155));
    }

    [Fact]
    public void The_moments_are_those_of_the_distributions()
    {
        var random = new SeededRandom(5);
        const int draws = 200_000;
        double uniform = 0, uniformSquares = 0, sum = 0, squares = 0, fourth = 0;
        for (int i = 0; i < draws; i++)
        {
            double u = random.NextUniform(), n = random.NextNormal();
            Assert.True(u is >= 0 and < 1);
            uniform += u / draws;
            uniformSquares += u * u / draws;
            sum += n / draws;
            squares += n * n / draws;
            fourth += n * n * n * n / draws;
        }

        // Five standard deviations of each mean.
        Assert.Equal(1.0 / 2, uniform, 0.0033);
        Assert.Equal(1.0 / 3, uniformSquares, 0.0034);
        Assert.Equal(0, sum, 0.0112);
        Assert.Equal(1, squares, 0.0159);
        Assert.Equal(3, fourth, 0.11);
    }

    [Fact]
    public void Its_own_logarithm_is_right_to_the_last_digits()
    {
        var random = new SeededRandom(6);
        for (int i = 0; i < 20_000; i++)
        {
            double x = Math.ScaleB(random.NextUniform() + double.Epsilon, -(i % 60));
            double expected = Math.Log(x);
            Assert.InRange(SeededRandom.Log(x) - expected, -4e-16 * Math.Abs(expected), 4e-16 * Math.Abs(expected));
        }

        Assert.Equal(0, SeededRandom.Log(1));
    }
}
