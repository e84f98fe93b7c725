namespace DnnGen.Tests.Networks;

public class LearningRateFinderTests
{
    [Fact]
    public void The_rates_rise_by_one_factor_and_the_parameters_are_back_afterwards()
    {
        var (x, y) = Points();
        var network = Disc.Create(seed: 2);

        var curve = network.FindLearningRate(x, y, lowest: 1e-4, highest: 1, steps: 41);

        Assert.Equal(41, curve.Rates.Count);
        Assert.Equal(41, curve.Costs.Count);
        Assert.Equal(1e-4, curve.Rates[0]);
        Assert.Equal(1, curve.Rates[^1], 1e-12);
        Assert.All(curve.Rates.Zip(curve.Rates.Skip(1)), pair => Assert.Equal(Math.Pow(10, 0.1), pair.Second / pair.First, 1e-12));
        Check.BitwiseEqual(Disc.Create(seed: 2).Parameters.AsSpan(), network.Parameters.AsSpan());
    }

    [Fact]
    public void The_costs_are_those_of_training_steps_smoothed()
    {
        var (x, y) = Points();
        var byHand = Disc.Create(seed: 2);
        var ws = byHand.CreateWorkspace(48);
        var optimizer = Optimizer.Momentum(1).CreateState(byHand.Parameters);
        double mean = 0;
        var expected = new List<double>();
        for (int step = 0; step < 10; step++)
        {
            optimizer.LearningRate = 1e-3 * Math.Pow(10, step / 3.0);
            mean = (0.98 * mean) + (0.02 * byHand.TrainStep(x, y, optimizer, ws));
            expected.Add(mean / (1 - Math.Pow(0.98, step + 1)));
        }

        var curve = Disc.Create(seed: 2).FindLearningRate(x, y, Optimizer.Momentum(), lowest: 1e-3, highest: 1, steps: 10);

        Check.Close<double>([.. expected], curve.Costs.ToArray(), 1e-12);
    }

    [Fact]
    public void A_training_with_the_suggestion_learns_faster_than_with_a_hundredth_of_it()
    {
        var (x, y) = Points();
        double rate = Disc.Create(seed: 2).FindLearningRate(x, y, Optimizer.Adam(), batchSize: 8).Suggestion!.Value;

        double Cost(double learningRate) => Disc.Create(seed: 2).Fit(x, y, new TrainingOptions { Epochs = 20, BatchSize = 8, Optimizer = Optimizer.Adam(learningRate) }).Costs[^1];

        Assert.InRange(rate, 1e-4, 1);
        Assert.True(Cost(rate) < Cost(rate / 100));
    }

    [Fact]
    public void The_climb_ends_where_the_cost_explodes()
    {
        var (x, y) = Points();
        var curve = Disc.Create(seed: 2).FindLearningRate(x, y, lowest: 1e-2, highest: 1e6);

        Assert.InRange(curve.Rates.Count, 10, 99);
        Assert.All(curve.Costs, cost => Assert.True(double.IsFinite(cost)));
        Assert.True(curve.Rates[^1] > curve.Suggestion);
    }

    [Fact]
    public void Batches_and_their_seed_decide_the_curve()
    {
        var (x, y) = Points();
        double[] Costs(int? batchSize, ulong seed) => [.. Disc.Create(seed: 2).FindLearningRate(x, y, steps: 10, batchSize: batchSize, seed: seed).Costs];

        Assert.Equal(Costs(8, 1), Costs(8, 1));
        Assert.NotEqual(Costs(8, 1), Costs(8, 2));
        Assert.NotEqual(Costs(8, 1), Costs(9, 1));
        Check.Close<double>(Costs(null, 1), Costs(48, 2), 1e-12);
    }

    [Fact]
    public void What_has_no_meaning_is_refused_in_one_sentence()
    {
        var (x, y) = Points();
        var network = Disc.Create(seed: 2);
        Assert.Equal(
            "Disc.FindLearningRate: the rates go from 1 to 0.5; both must be positive finite numbers, the second above the first.",
            Assert.Throws<ArgumentOutOfRangeException>(() => network.FindLearningRate(x, y, lowest: 1, highest: 0.5)).Message);
        Assert.Equal("Disc.FindLearningRate: steps is 9; it must be 10 or more.", Assert.Throws<ArgumentOutOfRangeException>(() => network.FindLearningRate(x, y, steps: 9)).Message);
        Assert.Equal(
            "Disc.FindLearningRate: batchSize is 0; it must be 1 or more, or null for all examples.",
            Assert.Throws<ArgumentOutOfRangeException>(() => network.FindLearningRate(x, y, batchSize: 0)).Message);
        var unknown = Matrix<double>.Zeros(x.Rows, x.Columns - 1);
        Assert.Throws<ShapeMismatchException>(() => network.FindLearningRate(unknown.SliceColumns(0, x.Columns - 1), y));
    }

    [Fact]
    public void A_curve_says_in_one_sentence_what_was_tried_and_what_is_suggested()
    {
        Assert.Equal("3 learning rates from 1E-05 to 0.1; the cost falls fastest at 0.0123", new LearningRateCurve([1e-5, 1e-3, 0.1], [3, 2, 9], 0.01234).ToString());
        Assert.Equal("2 learning rates from 0.1 to 1; the cost never falls", new LearningRateCurve([0.1, 1], [3, 4], null).ToString());
    }

    private static (Matrix<double> X, Matrix<double> Y) Points()
    {
        var random = new SeededRandom(7);
        var (x, y) = (Matrix<double>.Zeros(2, 48), Matrix<double>.Zeros(1, 48));
        for (int j = 0; j < 48; j++)
        {
            (x[0, j], x[1, j]) = ((2 * random.NextUniform()) - 1, (2 * random.NextUniform()) - 1);
            y[0, j] = (x[0, j] * x[0, j]) + (x[1, j] * x[1, j]) < 0.4 ? 1 : 0;
        }

        return (x, y);
    }
}
