using System.CommandLine;
using System.Globalization;

using DnnGen;
using DnnGen.Data;
using DnnGen.Reporting;
using DnnGen.Samples;
using DnnGen.Samples.Digits;

var folder = CheckedOption.Path("--data", "DIR", "A folder with the four files of MNIST, Fashion-MNIST or another set of their format, plain or .gz, instead of the drawn digits.");
var epochs = CheckedOption.Create(
    "--epochs", "How often all pictures are gone through.", "a whole number from 1 to 1000", 3, static (string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= 1000);
var learningRate = CheckedOption.LearningRate(0.003);
var seed = CheckedOption.Seed(1);
var report = CheckedOption.Report();

var command = new RootCommand("Trains a convolutional network, written by the DnnGen source generator, to read handwritten digits.") { folder, epochs, learningRate, seed, report };
command.SetAction(parsed =>
{
    var terminal = new Terminal();
    string? reportFolder = parsed.GetValue(report);
    DigitData data;
    try
    {
        // Found before the training, not after it.
        if (reportFolder is not null)
        {
            TrainingReport.RequireFolder(reportFolder);
        }

        data = parsed.GetValue(folder) is { } path ? DigitData.Read(path) : DigitData.Draw(parsed.GetValue(seed));
    }
    catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DataFileException)
    {
        Console.Error.WriteLine(failure.Message);
        return 1;
    }

    if (data.TrainX.Rows != DigitNetwork.InputSize)
    {
        Console.Error.WriteLine($"{data.Source}: a picture has {data.TrainX.Rows} pixels; this network takes {DigitNetwork.InputSize}, 28 × 28.");
        return 1;
    }

    terminal.Block(DigitNetwork.Summary);
    terminal.Line($"{data.TrainX.Columns} pictures to train with, {data.TestX.Columns} to test with: {data.Source}.");
    var network = DigitNetwork.Create(parsed.GetValue(seed));
    using var interrupt = new Interrupt();
    var options = new TrainingOptions
    {
        Epochs = parsed.GetValue(epochs),
        BatchSize = 64,
        Shuffle = true,
        Seed = parsed.GetValue(seed),
        Optimizer = Optimizer.Adam(parsed.GetValue(learningRate)),
        Schedule = Schedule.Cosine(),
        CancellationToken = interrupt.Token,
        OnEpoch = progress =>
            terminal.Line($"Epoch {progress.Epoch + 1}: cost {progress.Cost:F4}, test accuracy {network.Evaluate(data.TestX, data.TestY).Accuracy:P2}, {progress.Elapsed.TotalSeconds:F1} s"),
    };
    var training = new ExampleSet<float>("training", data.TrainX, data.TrainY);
    var test = new ExampleSet<float>("test", data.TestX, data.TestY);
    var record = reportFolder is null ? null : TrainingRecord.Of(network, [training, test]);
    TrainingHistory history;
    try
    {
        using (terminal.Follow("digits", record?.Attach(options) ?? options, record, out var told))
        {
            history = network.Fit(data.TrainX, data.TrainY, told);
        }
    }
    catch (TrainingDivergedException failure)
    {
        Console.Error.WriteLine(failure.Message);
        return 1;
    }

    var evaluation = network.Evaluate(data.TestX, data.TestY);
    terminal.Line($"{(history.WasCancelled ? "Stopped" : "Trained")}: {history.Steps} steps in {history.Elapsed.TotalSeconds:F1} s, {history.Elapsed.TotalMilliseconds / Math.Max(1, history.Steps):F2} ms each; test accuracy {evaluation.Accuracy:P2}.");
    if (reportFolder is not null)
    {
        try
        {
            TrainingReport.Create(network, new ReportSettings<float>
            {
                Title = "Handwritten digits",
                Description = $"{data.TrainX.Columns} pictures to train with, {data.TestX.Columns} to test with: {data.Source}.",
                Training = training,
                Test = test,
                Images = new ImageLayout(28, 28),
                History = history,
                Options = options,
                Record = record,
            }).Write(reportFolder);
        }
        catch (IOException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }

        terminal.Line($"The report is {Path.Combine(reportFolder, "report.html")}.");
    }

    return history.WasCancelled ? Interrupt.ExitCode : 0;
});
return CheckedOption.Run(command, args);
