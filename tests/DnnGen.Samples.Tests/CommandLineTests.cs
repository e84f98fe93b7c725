using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

using DnnGen.Tests;

namespace DnnGen.Samples.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dnngen-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("--iterations: 'many' is not a whole number from 1 to 10000000.", "--iterations", "many")]
    [InlineData("--iterations: '0' is not a whole number from 1 to 10000000.", "--iterations", "0")]
    [InlineData("--iterations: '-3' is not a whole number from 1 to 10000000.", "--iterations=-3")]
    [InlineData("--iterations: '99999999999' is not a whole number from 1 to 10000000.", "--iterations", "99999999999")]
    [InlineData("--learning-rate: '0' is not a positive number such as 0.0075 (with a point).", "--learning-rate", "0")]
    [InlineData("--learning-rate: 'NaN' is not a positive number such as 0.0075 (with a point).", "--learning-rate", "NaN")]
    [InlineData("--learning-rate: '0,0075' is not a positive number such as 0.0075 (with a point).", "--learning-rate", "0,0075")]
    [InlineData("--learning-rate: '1e-60' is not a positive number such as 0.0075 (with a point).", "--learning-rate", "1e-60")]
    [InlineData("--seed: '4294967296' is not a whole number from 0 to 4294967295.", "--seed", "4294967296")]
    [InlineData("--model: 'wide' is not 'deep' or 'two-layer'.", "--model", "wide")]
    [InlineData("--precision: 'half' is not 'float' or 'double'.", "--precision", "half")]
    [InlineData("--model-file is used instead of training, so there is nothing for --save to write; give one of the two.", "--model-file", "a", "--save", "b")]
    [InlineData("--save: '' is not a path.", "--save", "")]
    [InlineData("Unrecognized command or argument '--frobnicate'.", "--frobnicate")]
    public void A_wrong_option_gives_one_sentence_and_2(string sentence, params string[] arguments)
    {
        var run = SampleRun.OfCats(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal([sentence, "Run with --help for all options."], Lines(run.Error));
    }

    [Fact]
    public void A_number_is_read_alike_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("fi-FI");
        try
        {
            Assert.Equal(2, SampleRun.OfFlower("--learning-rate", "1,2").ExitCode);
            var run = SampleRun.OfFlower("--learning-rate", "1.2", "--iterations", "1");
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("Cost at step 0: 0.693048", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Files_that_are_not_there_are_named_before_the_training()
    {
        string missing = Path.Combine(folder.FullName, "missing");

        Fails($"{missing}.png does not exist; give the path of a picture (JPEG, PNG, WebP, GIF or BMP).", "--predict", missing + ".png");
        Fails($"{missing}.h5 does not exist; give the path of an HDF5 file (.h5).", "--predict", missing + ".h5");
        Fails($"{missing} does not exist; give --model-file a file that --save wrote.", "--model-file", missing);
        Fails($"{folder.FullName} is a folder; give --model-file a file that --save wrote.", "--model-file", folder.FullName);
        Fails($"{Path.Combine(missing, "train_catvnoncat.h5")} does not exist; give the path of an HDF5 file (.h5).", "--data", missing);
        Fails($"The folder {missing} does not exist; create it, or give --save a file in another one.", "--save", Path.Combine(missing, "cat"));
        Fails($"{folder.FullName} is a folder; give --save the path of a file to write.", "--save", folder.FullName);
        string file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "");
        Fails($"{file} is a file; give the path of a folder for the report.", "--report", file);
    }

    [Fact]
    public void A_report_is_one_page_with_its_pictures_beside_it()
    {
        string cats = Path.Combine(folder.FullName, "cats"), flower = Path.Combine(folder.FullName, "a", "flower");

        var run = SampleRun.OfCats("--iterations", "20", "--report", cats);
        var planar = SampleRun.OfFlower("--iterations", "200", "--report", flower);

        Assert.Equal((0, "", 0, ""), (run.ExitCode, run.Error, planar.ExitCode, planar.Error));
        Assert.Equal($"The report is {Path.Combine(cats, "report.html")}.", Lines(run.Output)[^1]);
        Assert.Equal($"The report is {Path.Combine(flower, "report.html")}.", Lines(planar.Output)[^1]);
        Assert.Superset(
            new HashSet<string> { "report.html", "cost.png", "cost.svg", "accuracy.png", "confusion.svg", "roc.png", "filters.png", "right.png", "wrong.svg", "weights.png", "gradients.png", "network.svg", "network.mmd" },
            Directory.GetFiles(cats).Select(file => Path.GetFileName(file)).ToHashSet());
        Assert.True(File.Exists(Path.Combine(flower, "decision-regions.png")));
        string page = File.ReadAllText(Path.Combine(cats, "report.html"));
        Assert.Contains("<h1>Cats and other things</h1>", page, StringComparison.Ordinal);
        Assert.Contains("not a cat", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_changes_nothing_else_of_the_output()
    {
        string[] Steps(SampleRun run) => [.. Lines(run.Output).Where(line => !line.StartsWith("Trained", StringComparison.Ordinal) && !line.StartsWith("The report", StringComparison.Ordinal))];

        var alone = SampleRun.OfFlower("--iterations", "50");
        var reported = SampleRun.OfFlower("--iterations", "50", "--report", Path.Combine(folder.FullName, "flower"));

        Assert.Equal(Steps(alone), Steps(reported));
        Assert.DoesNotContain('\e', reported.Output);
    }

    [Fact]
    public void A_saved_model_has_a_report_without_a_training()
    {
        string path = Path.Combine(folder.FullName, "cat.safetensors"), report = Path.Combine(folder.FullName, "report");
        Assert.Equal(0, SampleRun.OfCats("--iterations", "1", "--save", path).ExitCode);

        var run = SampleRun.OfCats("--model-file", path, "--report", report);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(File.Exists(Path.Combine(report, "confusion.png")));
        Assert.False(File.Exists(Path.Combine(report, "cost.png")));
    }

    [Fact]
    public void A_learning_rate_that_diverges_is_explained()
    {
        var run = SampleRun.OfCats("--iterations", "50", "--learning-rate", "1e30");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("diverged", run.Error, StringComparison.Ordinal);
        Assert.Single(Lines(run.Error));
    }

    [Fact]
    public void A_saved_model_predicts_what_the_trained_one_did()
    {
        string path = Path.Combine(folder.FullName, "cat.safetensors");

        var trained = SampleRun.OfCats("--iterations", "1", "--save", path);
        var loaded = SampleRun.OfCats("--model-file", path);

        Assert.Equal((0, "", 0, ""), (trained.ExitCode, trained.Error, loaded.ExitCode, loaded.Error));
        Assert.Equal(Lines(trained.Output)[^1], Lines(loaded.Output)[^1]);
        Assert.DoesNotContain('\e', trained.Output);
    }

    [Fact]
    public void A_model_of_another_shape_or_kind_is_refused_in_one_sentence()
    {
        string path = Path.Combine(folder.FullName, "cat.safetensors");
        Assert.Equal(0, SampleRun.OfCats("--iterations", "1", "--save", path).ExitCode);
        string text = Path.Combine(folder.FullName, "text.safetensors");
        File.WriteAllText(text, "this is no model");

        foreach (string[] arguments in (string[][])[["--model", "two-layer", "--model-file", path], ["--precision", "double", "--model-file", path], ["--model-file", text]])
        {
            var run = SampleRun.OfCats(arguments);

            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Single(Lines(run.Error));
        }
    }

    /// <summary>The method's whole exercise, with its costs and its accuracies.</summary>
    [SkippableFact]
    public void The_method_s_data_give_the_method_s_costs()
    {
        string data = Path.GetDirectoryName(SharedData.Require("data/cat/train_catvnoncat.h5"))!;
        Skip.If(
            typeof(Matrix).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true },
            "Without the JIT's optimizations 2,500 steps take many minutes; run the tests with -c Release.");

        var run = SampleRun.OfCats("--data", data, "--precision", "double", "--predict", Path.Combine(data, "test_catvnoncat.h5"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var golden = JsonDocument.Parse(File.ReadAllText(SharedData.Require("golden/cat_training.json")));
        var costs = golden.RootElement.GetProperty("L_layer").GetProperty("costs").EnumerateObject().ToArray();
        Assert.Equal(25, costs.Length);
        Assert.All(costs, cost => Assert.Equal(cost.Value.GetDouble(), CostAt(run.Output, cost.Name), 9));
        Assert.Contains("Training accuracy 0.9856 (209 pictures), test accuracy 0.8000 (50 pictures).", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("test_catvnoncat.h5: accuracy 0.8000 over 50 pictures.", Lines(run.Output)[^1], StringComparison.Ordinal);
    }

    private static double CostAt(string output, string step)
    {
        string start = $"Cost at step {step}: ";
        string line = Assert.Single(Lines(output), line => line.StartsWith(start, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(start.Length), CultureInfo.InvariantCulture);
    }

    private static void Fails(string sentence, params string[] arguments)
    {
        var run = SampleRun.OfCats(arguments);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal([sentence], Lines(run.Error));
    }

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
