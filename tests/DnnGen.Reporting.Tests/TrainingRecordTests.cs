namespace DnnGen.Reporting.Tests;

public class TrainingRecordTests
{
    [Fact]
    public void It_looks_before_on_the_way_and_after()
    {
        var (x, y) = Examples.OfDisc();
        var network = Disc.Create(1);
        double before = network.Evaluate(x, y).Cost;
        var record = TrainingRecord.Of(network, [new ExampleSet<double>("all", x, y), new ExampleSet<double>("some", x.SliceColumns(0, 20), y.SliceColumns(0, 20))], share: 1);

        var history = network.Fit(x, y, record.Attach(new TrainingOptions { Epochs = 10, LearningRate = 0.5 }));
        record.Complete(history);
        record.Complete(history);

        Assert.Equal((0, "all", before), (record.Metrics[0].Epochs, record.Metrics[0].Set, record.Metrics[0].Metrics.Cost));
        Assert.Equal((10, "some", 20L), (record.Metrics[^1].Epochs, record.Metrics[^1].Set, record.Metrics[^1].Metrics.Examples));
        Assert.Equal(network.Evaluate(x, y).Cost, record.Metrics[^2].Metrics.Cost);
        Assert.Equal(record.Metrics.Count, record.Metrics.Select(look => (look.Epochs, look.Set)).Distinct().Count());
        Assert.Contains(record.Metrics, look => look.Epochs is > 0 and < 10);
    }

    [Fact]
    public void A_long_training_is_looked_at_two_hundred_times_at_most()
    {
        var (x, y) = Examples.OfDisc(8);
        var network = Disc.Create(1);
        var record = TrainingRecord.Of(network, [new ExampleSet<double>("all", x, y)], share: 1);

        network.Fit(x, y, record.Attach(new TrainingOptions { Epochs = 5000 }));

        Assert.InRange(record.Metrics.Count, 2, 202);
    }

    [Fact]
    public void A_rate_is_noted_when_it_changes()
    {
        var (x, y) = Examples.OfDisc();
        var network = Disc.Create(1);
        var record = TrainingRecord.Of<Disc, double>(network, []);

        network.Fit(x, y, record.Attach(new TrainingOptions { Epochs = 6, LearningRate = 0.4, Schedule = Schedule.Step(every: 2, factor: 0.5) }));

        Assert.Equal([(0, 0.4), (2, 0.2), (4, 0.1)], record.LearningRates);
        Assert.Empty(record.Metrics);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_share_of_the_time_is_above_0_and_at_most_1(double share)
    {
        Assert.Contains("it must be above 0 and at most 1", Assert.Throws<ArgumentOutOfRangeException>(() => TrainingRecord.Of<Disc, double>(Disc.Create(1), [], share)).Message, StringComparison.Ordinal);
    }
}
