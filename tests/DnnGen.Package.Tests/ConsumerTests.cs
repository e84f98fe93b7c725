namespace DnnGen.Package.Tests;

[Collection(PackageTests.Name)]
public sealed class ConsumerTests(PackedPackages packages)
{
    [Fact]
    public void A_program_that_knows_the_package_alone_trains_predicts_saves_and_loads()
    {
        var project = new ScratchProject(packages, "trains").WithProgram();
        project.Dotnet("build").Succeeded();

        ScratchProject.CheckTraining(project.Run("train", project.ModelFile).Succeeded().Output);
    }

    [Fact]
    public void A_wrong_declaration_fails_the_build_at_its_line_and_column()
    {
        var project = new ScratchProject(packages, "errs");
        project.Write("Program.cs", "System.Console.WriteLine(Wrong.Summary);\n");
        project.Write("Wrong.cs", """
            using DnnGen;

            [Network(2, 0, 1)]
            internal sealed partial class Wrong;

            """);

        var build = project.Dotnet("build");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Wrong.cs(3,13): error DNN0004: Layer 1 of Wrong has size 0; it must be 1 or more", build.Output, StringComparison.Ordinal);
    }

    /// <summary>No build asks for the suggestions of shapes, and none pays for them, unless its user has given them a severity.</summary>
    [Fact]
    public void A_suggested_shape_is_seen_by_a_build_only_where_the_user_asks_for_it()
    {
        var project = new ScratchProject(packages, "suggests");
        project.Write("Program.cs", """
            using DnnGen;

            Console.WriteLine(Report.Ask(Small.Create(1), Matrix<float>.Zeros(3, 5)));

            internal static class Report
            {
                public static Matrix<float> Ask(Small net, Matrix<float> x) => net.Predict(x);
            }

            [Network(3, 4, 2)]
            internal sealed partial class Small;

            """);
        project.Dotnet("build").Succeeded();

        project.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.DNN1010.severity = warning\n");
        var build = project.Dotnet("build");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Program.cs(7,33): error DNN1010: Report.Ask takes x as (3 × m) and returns (2 × m)", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_references_the_data_package_alone_can_declare_networks()
    {
        var project = new ScratchProject(packages, "data", package: "DnnGen.Data");
        project.Write("Program.cs", """
            using DnnGen;
            using DnnGen.Data;

            try
            {
                Hdf5File.ReadImages<float>("nowhere.h5", "x");
            }
            catch (DataFileException exception)
            {
                Console.WriteLine(exception.Message);
            }

            Console.WriteLine(Small.ParameterCount);

            [Network(2, 4, 1)]
            internal sealed partial class Small;

            """);
        project.Dotnet("build").Succeeded();

        var run = project.Run().Succeeded();
        Assert.Contains("nowhere.h5", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n17\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_references_the_parquet_package_alone_says_what_is_wrong_with_a_table()
    {
        var project = new ScratchProject(packages, "parquet", package: "DnnGen.Data.Parquet");
        project.Write("Program.cs", """
            using DnnGen;
            using DnnGen.Data;

            try
            {
                using var table = ParquetTable.Open("Program.cs");
            }
            catch (DataFileException exception)
            {
                Console.WriteLine(exception.Message);
            }

            Console.WriteLine(Small.ParameterCount);

            [Network(2, 4, 1)]
            internal sealed partial class Small;

            """);
        project.Dotnet("build").Succeeded();

        var run = project.Run().Succeeded();
        Assert.Contains("Program.cs", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n17\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_references_the_reporting_package_alone_writes_a_report()
    {
        var project = new ScratchProject(packages, "reporting", package: "DnnGen.Reporting");
        project.Write("Program.cs", """
            using DnnGen;
            using DnnGen.Reporting;

            var x = Matrix<float>.FromExamples([0, 0, 0, 1, 1, 0, 1, 1], features: 2, examples: 4);
            var y = Matrix<float>.FromExamples([0, 1, 1, 0], features: 1, examples: 4);
            var network = Small.Create(seed: 1);
            var options = new TrainingOptions { Epochs = 50 };
            TrainingHistory history;
            using (var console = new TrainingConsole(new TrainingConsoleSettings { Lines = 2 }))
            {
                history = network.Fit(x, y, console.Attach(options));
            }

            TrainingReport.Create(network, new ReportSettings<float> { Training = new("training", x, y), History = history, Options = options }).Write("report");
            Console.WriteLine($"{Directory.GetFiles("report", "*.png").Length} pictures");

            [Network(2, 4, 1)]
            internal sealed partial class Small;

            """);
        project.Dotnet("build").Succeeded();

        var run = project.Run().Succeeded();
        Assert.Contains("epoch 26 of 50: cost ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n6 pictures\n", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(project.Folder, "report", "report.html")));
    }

    [Fact]
    public void The_samples_build_against_the_package_as_they_do_against_the_projects()
    {
        // Neither the runtime nor the generator lies here, so that only the package can be what they build against.
        string folder = Path.Combine(packages.Folder, "samples of a customer");
        Repository.CopyTo(folder, "samples", "src/DnnGen.Data", "src/DnnGen.Reporting");
        foreach (string sample in new[] { "CatClassifier", "PlanarClassifier" })
        {
            CommandLine.Dotnet(
                folder,
                PackedPackages.CustomerEnvironment,
                ["build", $"samples/{sample}", "-c", "Release", $"-p:DnnGenPackageVersion={packages.Version}", .. packages.RestoreArguments]).Succeeded();
        }

        string built = Path.Combine(folder, "samples", "CatClassifier", "bin", "Release", "net10.0", "DnnGen.dll");
        Assert.True(File.ReadAllBytes(built).SequenceEqual(File.ReadAllBytes(Path.Combine(packages.Unpacked, "lib", "net10.0", "DnnGen.dll"))));
    }
}
