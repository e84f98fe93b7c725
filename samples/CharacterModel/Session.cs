using DnnGen.Reporting;

namespace DnnGen.Samples.Characters;

/// <summary>One run of the sample: read a text, learn it, write another like it. Written once for both networks.</summary>
internal sealed class Session<TNetwork>(Settings settings)
    where TNetwork : class, INetwork<TNetwork, float>
{
    private const int BatchSize = 16;

    private readonly Terminal terminal = new();

    public int Run()
    {
        // Everything that can be wrong with the input is found before the training, not after it.
        if (settings.ReportFolder is { } folder)
        {
            TrainingReport.RequireFolder(folder);
        }

        var data = settings.DataPath is { } path ? TextData.Read(path) : TextData.Write(settings.Seed);
        var network = TNetwork.Create(settings.Seed);
        terminal.Block(TNetwork.Summary);
        terminal.Line($"The text: {data.Source}. Before the training the network is {BitsPerCharacter(network, data.Test):F2} bits per character away from its last tenth. Ctrl-C stops.");

        using var interrupt = new Interrupt();
        var options = new TrainingOptions
        {
            Steps = settings.Steps,
            BatchSize = BatchSize,
            Shuffle = true,
            Seed = settings.Seed,
            Optimizer = Optimizer.AdamW(settings.LearningRate),
            Schedule = Schedule.Cosine(),
            CancellationToken = interrupt.Token,
            OnStep = ShowProgress,
        };
        var record = settings.ReportFolder is null ? null : TrainingRecord.Of(network, [data.Training, data.Test]);
        TrainingHistory history;
        using (terminal.Follow(TNetwork.Name, record?.Attach(options) ?? options, record, out var told))
        {
            history = network.Fit(data.Training.X, data.Training.Y, told);
        }

        terminal.Line($"{(history.WasCancelled ? "Stopped" : "Trained")}: {history.Steps} steps in {history.Elapsed.TotalSeconds:F1} s, {history.Elapsed.TotalMilliseconds / Math.Max(1, history.Steps):F1} ms each; {BitsPerCharacter(network, data.Test):F2} bits per character of the last tenth of the text.");
        if (settings.ReportFolder is { } target)
        {
            TrainingReport.Create(network, new ReportSettings<float>
            {
                Title = "A model of characters",
                Description = $"{TNetwork.Name} says which character comes next. The text: {data.Source}.",
                Training = data.Training,
                Test = data.Test,
                History = history,
                Options = options,
                Record = record,
            }).Write(target);
            terminal.Line($"The report is {Path.Combine(target, "report.html")}.");
        }

        if (settings.Sample > 0)
        {
            terminal.Block("");
            terminal.Block(Write(network));
        }

        return history.WasCancelled ? Interrupt.ExitCode : 0;
    }

    private double sum;
    private int counted;

    /// <summary>Ten lines over the training, each the mean since the one before.</summary>
    private void ShowProgress(StepProgress progress)
    {
        sum += progress.Cost;
        counted++;
        if (progress.Step % Math.Max(1, settings.Steps / 10) == 0)
        {
            terminal.Line($"Step {progress.Step}: {sum / counted / Math.Log(2):F2} bits per character, {progress.Elapsed.TotalSeconds:F1} s");
            (sum, counted) = (0, 0);
        }
    }

    /// <summary>The cross-entropy is counted in natural logarithms; a bit is log 2 of them.</summary>
    private static double BitsPerCharacter(TNetwork network, ExampleSet<float> set)
    {
        var workspace = network.CreateWorkspace(BatchSize);
        workspace.Mode = PassMode.Prediction;
        double cost = 0;
        for (int start = 0; start < set.X.Columns; start += BatchSize)
        {
            int count = Math.Min(BatchSize, set.X.Columns - start);
            network.Forward(set.X.SliceColumns(start, count), workspace);
            cost += count * (double)network.Cost(set.Y.SliceColumns(start, count), workspace);
        }

        return cost / set.X.Columns / Math.Log(2);
    }

    /// <summary>One character after another, each drawn from what the network expects after those before it.</summary>
    private string Write(TNetwork network)
    {
        var random = new SeededRandom(settings.Seed);
        var written = new List<byte> { Alphabet.NewLine };
        float[] context = new float[TNetwork.InputSize], output = new float[TNetwork.OutputSize];
        while (written.Count <= settings.Sample)
        {
            // A causal network does not look at what stands behind the last character.
            int known = Math.Min(written.Count, context.Length);
            for (int t = 0; t < known; t++)
            {
                context[t] = written[written.Count - known + t];
            }

            network.Predict(context, output);
            written.Add(Draw(output.AsSpan((known - 1) * Alphabet.Size, Alphabet.Size), random));
        }

        return Alphabet.Decode(written.Skip(1));
    }

    /// <summary>Draws a character by pᵢ^(1/temperature), divided by their sum.</summary>
    private byte Draw(ReadOnlySpan<float> probabilities, SeededRandom random)
    {
        Span<double> weights = stackalloc double[probabilities.Length];
        double largest = 0, total = 0;
        foreach (float probability in probabilities)
        {
            largest = Math.Max(largest, probability);
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Pow(probabilities[i] / largest, 1 / settings.Temperature);
            total += weights[i];
        }

        double place = random.NextUniform() * total;
        for (int i = 0; i < weights.Length; i++)
        {
            place -= weights[i];
            if (place < 0)
            {
                return (byte)i;
            }
        }

        return Alphabet.NewLine;
    }
}
