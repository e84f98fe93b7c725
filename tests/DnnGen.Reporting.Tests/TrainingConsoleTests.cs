using System.Globalization;

namespace DnnGen.Reporting.Tests;

public class TrainingConsoleTests
{
    [Fact]
    public void A_pipe_gets_about_as_many_plain_lines_as_asked_for()
    {
        var (x, y) = Examples.OfDisc();
        using var output = new StringWriter();

        using (var console = new TrainingConsole(new TrainingConsoleSettings { Output = output, Lines = 10 }))
        {
            Assert.False(console.IsLive);
            Disc.Create(1).Fit(x, y, console.Attach(new TrainingOptions { Epochs = 100, LearningRate = 0.5, Validation = Validation.Split(0.2) }));
        }

        string[] lines = Lines(output);
        Assert.Equal([1, 11, 21, 31, 41, 51, 61, 71, 81, 91, 100], lines.Select(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)));
        Assert.All(lines, line => Assert.Matches(@"^epoch \d+ of 100: cost \d\.\d{6}; validation: cost .*accuracy 0\.\d{4}.*; learning rate 0\.5(; .*)?$", line));
        Assert.DoesNotContain('\e', output.ToString());
    }

    [Fact]
    public void A_terminal_gets_a_display_that_is_rewritten()
    {
        var (x, y) = Examples.OfDisc();
        using var output = new StringWriter();
        var network = Disc.Create(1);
        var record = TrainingRecord.Of(network, [new ExampleSet<double>("the [training] set", x, y)]);

        using (var console = new TrainingConsole(new TrainingConsoleSettings { Output = output, Live = true, Title = "[disc]" }))
        {
            Assert.True(console.IsLive);
            network.Fit(x, y, console.Attach(record.Attach(new TrainingOptions { Epochs = 50, BatchSize = 16, LearningRate = 0.5, Validation = Validation.Split(0.2) }), record));
            console.WriteLine("a line [of its own]");
        }

        string shown = output.ToString();
        foreach (string part in new[] { "[disc]", "100 %, epoch 50 of 50", "cost", "validation", "accuracy", "the [training] set", "learning rate", "0.5", "a line [of its own]" + new string(' ', 40) })
        {
            Assert.Contains(part, shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_output_of_several_is_shown_by_its_name()
    {
        var (x, y) = Examples.OfRobot();
        using var output = new StringWriter();
        INetwork<Robot, float> network = Robot.Create(1);
        var record = TrainingRecord.Of(network, [new ExampleSet<float>("training", x, y)]);

        using (var console = new TrainingConsole(new TrainingConsoleSettings { Output = output, Live = true }))
        {
            network.Fit(x, y, console.Attach(record.Attach(new TrainingOptions { Epochs = 20, BatchSize = 16, LearningRate = 0.1 }), record));
        }

        Assert.Matches(@"cost \d\.\d{4}, digit accuracy [01]\.\d{4}, angle RMSE \d\.", output.ToString());

        using var lines = new StringWriter();
        using (var console = new TrainingConsole(new TrainingConsoleSettings { Output = lines, Lines = 1 }))
        {
            network.Fit(x, y, console.Attach(new TrainingOptions { Epochs = 2, LearningRate = 0.1, Validation = Validation.Split(0.2) }));
        }

        Assert.All(Lines(lines), line => Assert.Matches(@"; validation: cost \d\.\d{4}, digit accuracy [01]\.\d{4}, angle RMSE \d\.\d{4}; learning rate", line));
    }

    [Fact]
    public void Who_was_told_before_is_told_still()
    {
        var (x, y) = Examples.OfDisc();
        var (steps, epochs) = (new List<long>(), new List<int>());
        using var console = new TrainingConsole(new TrainingConsoleSettings { Output = TextWriter.Null });

        Disc.Create(1).Fit(x, y, console.Attach(new TrainingOptions { Epochs = 3, OnStep = step => steps.Add(step.Step), OnEpoch = epoch => epochs.Add(epoch.Epoch) }));

        Assert.Equal([1L, 2L, 3L], steps);
        Assert.Equal([0, 1, 2], epochs);
    }

    [Fact]
    public void A_training_ends_alike_whoever_watches()
    {
        var (x, y) = Examples.OfDisc();
        var options = new TrainingOptions { Epochs = 40, BatchSize = 8, Optimizer = Optimizer.Adam(0.02) };
        var (alone, watched) = (Disc.Create(1), Disc.Create(1));
        alone.Fit(x, y, options);

        var record = TrainingRecord.Of(watched, [new ExampleSet<double>("training", x, y)], share: 1);
        using (var console = new TrainingConsole(new TrainingConsoleSettings { Output = TextWriter.Null, Live = true, Interval = TimeSpan.FromMilliseconds(10) }))
        {
            watched.Fit(x, y, console.Attach(record.Attach(options), record));
        }

        Assert.True(alone.Parameters.AsSpan().SequenceEqual(watched.Parameters.AsSpan()));
    }

    [Fact]
    public void An_output_that_nobody_reads_any_more_does_not_end_the_training()
    {
        var (x, y) = Examples.OfDisc();
        using var broken = new BrokenWriter();
        using var console = new TrainingConsole(new TrainingConsoleSettings { Output = broken, Interval = TimeSpan.FromMilliseconds(10) });

        var history = Disc.Create(1).Fit(x, y, console.Attach(new TrainingOptions { Epochs = 200 }));
        console.Dispose();

        Assert.Equal(200, history.Costs.Count);
        Assert.True(broken.WasAsked);
    }

    [Fact]
    public void A_console_follows_one_training_and_ends_once()
    {
        using var console = new TrainingConsole(new TrainingConsoleSettings { Output = TextWriter.Null });
        console.Attach(new TrainingOptions());

        Assert.Throws<InvalidOperationException>(() => console.Attach(new TrainingOptions()));
        console.Dispose();
        console.Dispose();
        Assert.Throws<InvalidOperationException>(() => console.Attach(new TrainingOptions()));
        Assert.Equal("TrainingConsole: Lines is 0; it must be 1 or more.", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingConsole(new TrainingConsoleSettings { Lines = 0 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingConsole(new TrainingConsoleSettings { Interval = TimeSpan.Zero }));
    }

    [Fact]
    public void The_numbers_are_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = new CultureInfo("fi-FI");
            var (x, y) = Examples.OfDisc();
            using var output = new StringWriter(CultureInfo.InvariantCulture);
            using (var console = new TrainingConsole(new TrainingConsoleSettings { Output = output, Lines = 1 }))
            {
                Disc.Create(1).Fit(x, y, console.Attach(new TrainingOptions { Epochs = 2, LearningRate = 0.25 }));
            }

            Assert.Matches(@"^epoch 1 of 2: cost \d\.\d{6}; learning rate 0\.25", Lines(output)[0]);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.DefaultThreadCurrentCulture = null;
        }
    }

    [Fact]
    public void A_curve_in_characters_falls_with_its_values_and_keeps_its_length()
    {
        var curve = new Sparkline(most: 8);
        Assert.Equal("", curve.ToString(unicode: true));
        foreach (double value in (ReadOnlySpan<double>)[8, 7, 6, 5, double.NaN, 4, 3, 2, 1])
        {
            curve.Add(value);
        }

        Assert.Equal("█▇▆▅▄▃▂▁", curve.ToString(unicode: true));
        Assert.Equal("@#*+=-._", curve.ToString(unicode: false));
        for (int i = 0; i < 10_000; i++)
        {
            curve.Add(1);
            Assert.InRange(curve.ToString(unicode: true).Length, 1, 8);
        }
    }

    private static string[] Lines(StringWriter output) => output.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private sealed class BrokenWriter : StringWriter
    {
        public bool WasAsked { get; private set; }

        public override void Write(char[] buffer, int index, int count) => Fail();

        public override void Write(char value) => Fail();

        public override void Write(string? value) => Fail();

        private void Fail()
        {
            WasAsked = true;
            throw new IOException("the pipe is closed");
        }
    }
}
