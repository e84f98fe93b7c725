namespace DnnGen.Tests.Random;

public sealed class NumPyRandomTests
{
    [SkippableFact]
    public void Gives_NumPys_stream_bit_for_bit()
    {
        var golden = Golden.Open("step_by_step.json").GetProperty("numpy_random");
        var random = new NumPyRandom(golden.GetProperty("seed").GetUInt32());
        double[] normal = golden.Numbers("randn"), uniform = golden.Numbers("then_rand");

        // The file keeps every 111th of randn(1000).
        Check.BitwiseEqual(normal, [.. Enumerable.Range(0, 1000).Select(_ => random.NextNormal()).Where((_, i) => i % 111 == 0)]);
        Check.BitwiseEqual(uniform, random.Rand(uniform.Length));
        Assert.Equal(golden.Numbers("then_permutation_10").Select(number => (int)number), random.Permutation(10));
    }

    [SkippableFact]
    public void Fills_matrices_row_by_row_as_randn_does()
    {
        var golden = Golden.Open("step_by_step.json").GetProperty("linear_forward");
        var random = new NumPyRandom(golden.GetProperty("seed").GetUInt32());
        foreach (string name in (string[])["A", "W", "b"])
        {
            var expected = golden.Matrix<double>(name);
            Assert.Equal(expected.ToArray(), random.RandN(expected.Rows, expected.Columns).ToArray());
        }
    }

    [Fact]
    public void The_ten_thousandth_word_is_that_of_the_reference_generator()
    {
        // The C++ standard states it for std::mt19937, whose default seed is 5489: 4123659995 ([rand.predef]).
        var random = new NumPyRandom(5489);
        for (int i = 0; i < 4999; i++)
        {
            random.NextUniform();
        }

        double number = random.NextUniform();
        Assert.Equal(4123659995u >> 6, (uint)((ulong)(number * (1ul << 53)) & 0x3ffffff));
    }

    [Fact]
    public void A_permutation_holds_every_number_once()
    {
        foreach (int count in (int[])[0, 1, 2, 3, 1000])
        {
            Assert.Equal(Enumerable.Range(0, count), new NumPyRandom(4).Permutation(count).Order());
        }
    }

    [Fact]
    public void Negative_counts_are_refused()
    {
        var random = new NumPyRandom(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Rand(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Permutation(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.RandN(-1, 2));
    }
}
