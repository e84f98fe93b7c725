using System.Globalization;

namespace DnnGen.Samples.Tests;

/// <summary>The sample that learns a text character by character, as its user runs it.</summary>
public sealed class CharacterTests
{
    [Theory]
    [InlineData("transformer", "causal attention, 4 heads")]
    [InlineData("lstm", "lstm")]
    public void A_short_training_brings_the_text_nearer_and_writes_as_many_characters_as_asked(string model, string operation)
    {
        var run = SampleRun.OfCharacters("--model", model, "--steps", "60", "--sample", "80", "--learning-rate", "0.003");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(operation, run.Output, StringComparison.Ordinal);
        var lines = run.Output.Split('\n').Where(line => line.StartsWith("Step ", StringComparison.Ordinal)).ToList();
        Assert.Equal(10, lines.Count);
        double first = Bits(lines[0]), last = Bits(lines[^1]);
        Assert.True(first < 8 && last < 3.9 && last < first, $"{lines[0]} … {lines[^1]}");
        string sample = run.Output[(run.Output.IndexOf("of the last tenth of the text.", StringComparison.Ordinal) + "of the last tenth of the text.".Length)..];
        Assert.Equal(80, sample.ReplaceLineEndings("\n")["\n\n".Length..^1].Length);
    }

    [Fact]
    public void The_same_seed_writes_the_same_text()
    {
        string[] arguments = ["--steps", "3", "--sample", "40", "--temperature", "1", "--seed", "7"];
        string Sample() => SampleRun.OfCharacters(arguments).Output.Split("of the last tenth of the text.")[^1];

        Assert.Equal(Sample(), Sample());
    }

    [Fact]
    public void Any_text_file_will_do_and_gets_its_report()
    {
        var folder = Directory.CreateTempSubdirectory("dnngen-");
        try
        {
            string path = Path.Combine(folder.FullName, "text.txt"), report = Path.Combine(folder.FullName, "report");
            File.WriteAllText(path, string.Concat(Enumerable.Repeat("Ein Bär, zwei Bären.\r\n", 200)));
            var run = SampleRun.OfCharacters("--data", path, "--steps", "2", "--sample", "0", "--report", report);

            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Contains("4200 characters, 400 of them not known and read as '?'", run.Output, StringComparison.Ordinal);
            Assert.Contains("CharacterTransformer", File.ReadAllText(Path.Combine(report, "report.html")), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_file_that_is_missing_or_too_short_is_told_in_one_sentence()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "too short");
            var shortText = SampleRun.OfCharacters("--data", path);
            var missing = SampleRun.OfCharacters("--data", path + ".missing");

            Assert.Equal((1, "", $"{path} holds 9 characters; there must be 2000 or more to learn from.\n"), (shortText.ExitCode, shortText.Output, shortText.Error.ReplaceLineEndings("\n")));
            Assert.Equal((1, "", $"{path}.missing does not exist; give --data a text file.\n"), (missing.ExitCode, missing.Output, missing.Error.ReplaceLineEndings("\n")));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("--model", "rnn", "--model: 'rnn' is not 'transformer' or 'lstm'.")]
    [InlineData("--steps", "0", "--steps: '0' is not a whole number from 1 to 10000000.")]
    [InlineData("--sample", "-1", "--sample: '-1' is not a whole number from 0 to 1000000.")]
    [InlineData("--temperature", "0", "--temperature: '0' is not a number from 0.05 to 10 (with a point).")]
    public void A_wrong_option_gives_one_sentence_and_2(string option, string value, string sentence)
    {
        var run = SampleRun.OfCharacters(option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(sentence, run.Error, StringComparison.Ordinal);
    }

    private static double Bits(string line) => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
}
