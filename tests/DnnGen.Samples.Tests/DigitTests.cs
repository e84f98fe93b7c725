namespace DnnGen.Samples.Tests;

/// <summary>The sample that reads digits, as its user runs it.</summary>
public sealed class DigitTests
{
    [Fact]
    public void One_epoch_over_the_drawn_digits_reads_most_of_them()
    {
        var run = SampleRun.OfDigits("--epochs", "1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("conv 3×3 → relu", run.Output, StringComparison.Ordinal);
        string last = run.Output.TrimEnd().Split('\n')[^1];
        string percent = last[(last.LastIndexOf("test accuracy ", StringComparison.Ordinal) + "test accuracy ".Length)..].Split(' ')[0];
        Assert.True(double.Parse(percent, System.Globalization.CultureInfo.InvariantCulture) > 95, last);
    }

    [Fact]
    public void A_folder_without_the_files_is_told_in_one_sentence()
    {
        var run = SampleRun.OfDigits("--data", Path.Combine(Path.GetTempPath(), "no-such-folder"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains("no-such-folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_epochs_gives_one_sentence_and_2()
    {
        var run = SampleRun.OfDigits("--epochs", "0");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("--epochs: '0' is not a whole number from 1 to 1000.", run.Error, StringComparison.Ordinal);
    }
}
