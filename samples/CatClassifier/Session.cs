using System.Globalization;
using System.Numerics;

using DnnGen.Data;
using DnnGen.Reporting;
using DnnGen.Samples.Cats.Pictures;

namespace DnnGen.Samples.Cats;

/// <summary>One run of the sample: read, train or load, judge, predict. Written once for every network.</summary>
internal sealed class Session<TNetwork, T>(Settings settings)
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int LineInterval = 100;

    private readonly Terminal terminal = new();

    public int Run()
    {
        // Everything that can be wrong with the input is found before the training, not after it.
        var question = settings.PredictPath is { } asked ? Question.Read(asked) : null;
        CheckSavePath();
        if (settings.ReportFolder is { } folder)
        {
            TrainingReport.RequireFolder(folder);
        }

        TNetwork network;
        if (settings.ModelPath is { } path)
        {
            network = Load(path);
            if (question is null || settings.ReportFolder is not null)
            {
                var (training, test) = (ReadData("train"), ReadData("test"));
                Judge(network, training, test);
                Report(network, training, test, null);
            }
        }
        else
        {
            network = TNetwork.Create(
                settings.Model == Model.Deep ? Initializer.ScaledNormal : Initializer.Normal(0.01), new NumPyRandom(settings.Seed));
            var training = ReadData("train");
            var test = ReadData("test");
            var trained = Train(network, training, test);
            if (trained.History.WasCancelled)
            {
                if (trained.History.Steps > 0)
                {
                    Report(network, training, test, trained);
                }

                return Interrupt.ExitCode;
            }

            Judge(network, training, test);
            Report(network, training, test, trained);
        }

        question?.Answer(network, terminal);
        return 0;
    }

    private CatData<T> ReadData(string part) => settings.DataFolder is { } folder
        ? CatData<T>.Read(Path.Combine(folder, part + "_catvnoncat.h5"), part)
        : CatData<T>.From(part == "train" ? PictureRenderer.Training() : PictureRenderer.Test());

    private static TNetwork Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataFileException($"{path} {(Directory.Exists(path) ? "is a folder" : "does not exist")}; give --model-file a file that --save wrote.");
        }

        return TNetwork.Load(path);
    }

    private void CheckSavePath()
    {
        if (settings.SavePath is not { } path)
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw new DataFileException($"{path} is a folder; give --save the path of a file to write.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (!Directory.Exists(folder))
        {
            throw new DataFileException($"The folder {folder} does not exist; create it, or give --save a file in another one.");
        }

        try
        {
            // Only a try tells whether the folder takes files, and the training should not be lost to finding out.
            using var probe = new FileStream(
                Path.Combine(folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException($"No file can be written in the folder {folder}; give --save a file in another one.", failure);
        }
    }

    /// <summary>Trains until the last step or Ctrl-C.</summary>
    private Trained Train(TNetwork network, CatData<T> data, CatData<T> test)
    {
        terminal.Block(TNetwork.Summary);
        terminal.Line($"Training on {data.X.Columns} pictures by gradient descent; steps: {settings.Iterations}, learning rate: {settings.LearningRate}. Ctrl-C stops.");

        using var interrupt = new Interrupt();
        var scratch = settings.SavePath is null ? Directory.CreateTempSubdirectory("dnngen-") : null;
        string checkpoint = settings.SavePath ?? Path.Combine(scratch!.FullName, "best.safetensors");
        try
        {
            var options = new TrainingOptions
            {
                Epochs = settings.Iterations,
                LearningRate = settings.LearningRate,
                OnEpoch = ShowProgress,
                CancellationToken = interrupt.Token,
                BestCheckpointPath = checkpoint,
                CheckpointInterval = LineInterval,
            };
            var record = settings.ReportFolder is null ? null : TrainingRecord.Of(network, [data.Named("training"), test.Named("test")]);
            TrainingHistory history;
            using (terminal.Follow(TNetwork.Name, record?.Attach(options) ?? options, record, out var told))
            {
                history = network.Fit(data.X, data.Y, told);
            }

            if (history.WasCancelled)
            {
                ReportStop(history, checkpoint);
                return new(history, options, record);
            }

            if (settings.SavePath is { } path)
            {
                network.Save(path);
            }

            terminal.Line($"Trained in {history.Elapsed.TotalSeconds:F1} s, {history.Steps / history.Elapsed.TotalSeconds:F0} steps/s{(settings.SavePath is null ? "" : $"; the parameters are in {settings.SavePath}")}.");
            return new(history, options, record);
        }
        finally
        {
            scratch?.Delete(recursive: true);
        }
    }

    private void ShowProgress(TrainingProgress progress)
    {
        if (progress.Epoch % LineInterval == 0 || progress.Epoch == progress.Epochs - 1)
        {
            // All digits in double precision, to be compared with the method's.
            string cost = progress.Cost.ToString(typeof(T) == typeof(double) ? "R" : "F6", CultureInfo.InvariantCulture);
            terminal.Line($"Cost at step {progress.Epoch}: {cost}");
        }
    }

    private void ReportStop(TrainingHistory history, string checkpoint)
    {
        if (history.BestCheckpointCost is not { } best)
        {
            terminal.Line($"Stopped before the first of {settings.Iterations} steps; there is nothing to keep.");
            return;
        }

        if (settings.SavePath is null)
        {
            string kept = Path.GetFullPath("cat-classifier-stopped.safetensors");
            File.Move(checkpoint, kept, overwrite: true);
            checkpoint = kept;
        }

        terminal.Line($"Stopped after {history.Steps} of {settings.Iterations} steps. The best parameters so far, of cost {best:F6}, are in {checkpoint}; --model-file takes them.");
    }

    private void Judge(TNetwork network, CatData<T> training, CatData<T> test)
    {
        var onTest = network.Predict(test.X);
        double accuracy = training.Accuracy(network.Predict(training.X)), testAccuracy = test.Accuracy(onTest);
        terminal.Line($"Training accuracy {accuracy:F4} ({training.X.Columns} pictures), test accuracy {testAccuracy:F4} ({test.X.Columns} pictures).");
        if (!terminal.HasColour)
        {
            return;
        }

        foreach (bool right in (ReadOnlySpan<bool>)[true, false])
        {
            int[] examples = [.. Enumerable.Range(0, test.X.Columns).Where(example => test.IsRight(onTest, example) == right)];
            if (examples.Length > 0)
            {
                terminal.Block("");
                terminal.Block(right ? "Classified rightly in the test set:" : "Classified wrongly:");
                terminal.Block(Gallery.Draw(test.X, onTest, examples, terminal.Width));
            }
        }
    }

    private void Report(TNetwork network, CatData<T> training, CatData<T> test, Trained? trained)
    {
        if (settings.ReportFolder is not { } folder)
        {
            return;
        }

        TrainingReport.Create(network, new ReportSettings<T>
        {
            Title = "Cats and other things",
            Description = FormattableString.Invariant($"{TNetwork.Name} tells pictures of cats from others, {CatData<T>.Shape.Height} × {CatData<T>.Shape.Width} pixels of three colours."),
            Training = training.Named("training"),
            Test = test.Named("test"),
            Classes = ["not a cat", "cat"],
            Images = new ImageLayout(CatData<T>.Shape.Height, CatData<T>.Shape.Width, CatData<T>.Shape.Channels),
            History = trained?.History,
            Options = trained?.Options,
            Record = trained?.Record,
        }).Write(folder);
        terminal.Line($"The report is {Path.Combine(folder, "report.html")}.");
    }

    /// <summary>What is known of a training when it is over.</summary>
    private sealed record Trained(TrainingHistory History, TrainingOptions Options, TrainingRecord? Record);

    /// <summary>What <c>--predict</c> asks about.</summary>
    private abstract record Question(string Path)
    {
        public static Question Read(string path) =>
            System.IO.Path.GetExtension(path).Equals(".h5", StringComparison.OrdinalIgnoreCase)
                ? new TestSet(path, CatData<T>.Read(path, "test"))
                : new Picture(path, ImageFile.Read<T>(path, CatData<T>.Shape.Height, CatData<T>.Shape.Width));

        public abstract void Answer(TNetwork network, Terminal terminal);

        private sealed record TestSet(string Path, CatData<T> Data) : Question(Path)
        {
            public override void Answer(TNetwork network, Terminal terminal)
            {
                double accuracy = Data.Accuracy(network.Predict(Data.X));
                terminal.Line($"{Path}: accuracy {accuracy:F4} over {Data.X.Columns} pictures.");
            }
        }

        private sealed record Picture(string Path, Matrix<T> X) : Question(Path)
        {
            public override void Answer(TNetwork network, Terminal terminal)
            {
                var probability = network.Predict(X);
                if (terminal.HasColour)
                {
                    terminal.Block(Gallery.Draw(X, probability, [0], terminal.Width));
                }

                double percent = 100 * double.CreateChecked(probability[0, 0]);
                terminal.Line($"{Path}: {(CatData<T>.SaysCat(probability[0, 0]) ? "cat" : "not a cat")} (probability of a cat {percent:F1} %).");
            }
        }
    }
}
