using System.CommandLine;

using DnnGen;
using DnnGen.Reporting;
using DnnGen.Samples;
using DnnGen.Samples.Planar;

var iterations = CheckedOption.Iterations(10_000);
var learningRate = CheckedOption.LearningRate(1.2);
var seed = CheckedOption.Seed(2);
var report = CheckedOption.Report();

var command = new RootCommand("Trains a 2-4-1 network, written by the DnnGen source generator, to tell the petals of a flower apart.") { iterations, learningRate, seed, report };
command.SetAction(parsed =>
{
    try
    {
        return Run(parsed.GetValue(iterations), parsed.GetValue(learningRate), parsed.GetValue(seed), parsed.GetValue(report));
    }
    catch (Exception failure) when (failure is TrainingDivergedException or IOException)
    {
        Console.Error.WriteLine(failure.Message);
        return 1;
    }
});
return CheckedOption.Run(command, args);

static int Run(int iterations, double learningRate, uint seed, string? reportFolder)
{
    // Found before the training, not after it.
    if (reportFolder is not null)
    {
        TrainingReport.RequireFolder(reportFolder);
    }

    var terminal = new Terminal();
    var data = FlowerData.Draw(new NumPyRandom(1));
    var network = FlowerClassifier.Create(Initializer.Normal(0.01), new NumPyRandom(seed));
    terminal.Block(FlowerClassifier.Summary);

    using var interrupt = new Interrupt();
    var options = new TrainingOptions
    {
        Epochs = iterations,
        LearningRate = learningRate,
        CancellationToken = interrupt.Token,
        OnEpoch = progress =>
        {
            if (progress.Epoch % 1000 == 0)
            {
                terminal.Line($"Cost at step {progress.Epoch}: {progress.Cost:F6}");
            }
        },
    };
    var points = new ExampleSet<double>("training", data.X, data.Y);
    var record = reportFolder is null ? null : TrainingRecord.Of(network, [points]);
    TrainingHistory history;
    using (terminal.Follow("flower", record?.Attach(options) ?? options, record, out var told))
    {
        history = network.Fit(data.X, data.Y, told);
    }

    var probabilities = network.Predict(data.X);
    int right = Enumerable.Range(0, data.X.Columns).Count(point => probabilities[0, point] > 0.5 == (data.Y[0, point] == 1));
    terminal.Block(terminal.HasColour ? DecisionMap.InColour(network, data) : DecisionMap.InCharacters(network, data));
    terminal.Line($"{(history.WasCancelled ? "Stopped" : "Trained")}: {history.Steps} steps in {history.Elapsed.TotalSeconds:F2} s; accuracy {(double)right / data.X.Columns:F4} ({right} of {data.X.Columns} points).");
    if (reportFolder is not null)
    {
        TrainingReport.Create(network, new ReportSettings<double>
        {
            Title = "The petals of a flower",
            Description = "400 points on the petals of a flower, of two classes in turn.",
            Training = points,
            Classes = ["red petal", "blue petal"],
            Features = ["across", "up"],
            History = history,
            Options = options,
            Record = record,
        }).Write(reportFolder);
        terminal.Line($"The report is {Path.Combine(reportFolder, "report.html")}.");
    }

    return history.WasCancelled ? Interrupt.ExitCode : 0;
}
