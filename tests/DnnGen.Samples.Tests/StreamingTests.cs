using System.Globalization;

namespace DnnGen.Samples.Tests;

/// <summary>The sample that imitates an effect on a sound, as its user runs it.</summary>
public sealed class StreamingTests
{
    [Theory]
    [InlineData("lstm", "lstm")]
    [InlineData("convolution", "conv 3 by 16 → tanh")]
    public void A_short_training_imitates_the_effect_and_says_how_near_and_how_fast(string model, string operation)
    {
        var run = SampleRun.OfStreaming("--model", model, "--steps", "150", "--seconds", "2");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(operation, run.Output, StringComparison.Ordinal);
        Assert.Equal(10, Lines(run).Count(line => line.StartsWith("Step ", StringComparison.Ordinal)));

        // Silence would have 100 %, and the sound as it came in more.
        double error = double.Parse(Between(run.Output, "error-to-signal ratio ", " %"), CultureInfo.InvariantCulture);
        Assert.InRange(error, 0, 5);
        double median = double.Parse(Between(run.Output, "median ", " µs"), CultureInfo.InvariantCulture);
        double percentile = double.Parse(Between(run.Output, "99 % below ", " µs"), CultureInfo.InvariantCulture);
        double worst = double.Parse(Between(run.Output, "worst ", " µs"), CultureInfo.InvariantCulture);
        Assert.True(median > 0 && median <= percentile && percentile <= worst + 0.5, $"{median}, {percentile}, {worst}");
        Assert.Contains("times faster than real time at 48 kHz", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_learns_the_same()
    {
        string Error(string seed) => Between(SampleRun.OfStreaming("--steps", "20", "--seconds", "1", "--seed", seed).Output, "error-to-signal ratio ", ").");

        Assert.Equal(Error("7"), Error("7"));
        Assert.NotEqual(Error("7"), Error("8"));
    }

    [Fact]
    public void A_report_shows_the_training()
    {
        var folder = Directory.CreateTempSubdirectory("dnngen-");
        try
        {
            var run = SampleRun.OfStreaming("--steps", "5", "--seconds", "0.5", "--report", folder.FullName);

            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Equal($"The report is {Path.Combine(folder.FullName, "report.html")}.", Lines(run)[^1]);
            string page = File.ReadAllText(Path.Combine(folder.FullName, "report.html"));
            Assert.Contains("EffectLSTM", page, StringComparison.Ordinal);
            Assert.Contains("error-to-signal ratio", page, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_learning_rate_that_diverges_is_explained_in_one_sentence()
    {
        var run = SampleRun.OfStreaming("--steps", "50", "--seconds", "0.5", "--learning-rate", "1e30");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("diverged", Assert.Single(run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model", "gru", "--model: 'gru' is not 'lstm' or 'convolution'.")]
    [InlineData("--seconds", "0", "--seconds: '0' is not a number from 0.1 to 600 (with a point).")]
    [InlineData("--seconds", "NaN", "--seconds: 'NaN' is not a number from 0.1 to 600 (with a point).")]
    [InlineData("--seconds", "1,5", "--seconds: '1,5' is not a number from 0.1 to 600 (with a point).")]
    [InlineData("--steps", "-1", "--steps: '-1' is not a whole number from 1 to 10000000.")]
    public void A_wrong_option_gives_one_sentence_and_2(string option, string value, string sentence)
    {
        var run = SampleRun.OfStreaming(option, value);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(sentence, run.Error, StringComparison.Ordinal);
    }

    private static string[] Lines(SampleRun run) => run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"'{start}' is not in: {text}");
        from += start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
