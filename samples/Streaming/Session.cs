using System.Diagnostics;

using DnnGen.Reporting;

namespace DnnGen.Samples.Streaming;

/// <summary>One run of the sample: learn an effect, then apply it to a sound as it comes in. Written once for both networks.</summary>
/// <param name="settings">What the command line asks for.</param>
/// <param name="listen">Begins a stream: what takes one sample and gives one.</param>
internal sealed class Session<TNetwork>(Settings settings, Func<TNetwork, Func<float, float>> listen)
    where TNetwork : class, INetwork<TNetwork, float>
{
    private const int BatchSize = 32;

    private readonly Terminal terminal = new();

    public int Run()
    {
        // Everything that can be wrong with the input is found before the training, not after it.
        if (settings.ReportFolder is { } folder)
        {
            TrainingReport.RequireFolder(folder);
        }

        var random = new SeededRandom(settings.Seed);
        var training = Sound.Stretches("training", Sound.Play((int)(settings.Seconds * Sound.Rate), random));
        float[] unheard = Sound.Play(2 * Sound.Rate, random);
        var network = TNetwork.Create(settings.Seed);
        terminal.Block(TNetwork.Summary);
        terminal.Line($"The sound: {settings.Seconds} s of plucked notes, {training.X.Columns} stretches of {Sound.Time} samples; the target is a soft distortion through a low-pass filter. Ctrl-C stops.");

        using var interrupt = new Interrupt();
        var options = new TrainingOptions
        {
            Steps = settings.Steps,
            BatchSize = BatchSize,
            Shuffle = true,
            Seed = settings.Seed,
            Optimizer = Optimizer.Adam(settings.LearningRate),
            Schedule = Schedule.Cosine(),
            CancellationToken = interrupt.Token,
            OnStep = ShowProgress,
        };
        var test = Sound.Stretches("test", unheard);
        var record = settings.ReportFolder is null ? null : TrainingRecord.Of(network, [training, test]);
        TrainingHistory history;
        using (terminal.Follow(TNetwork.Name, record?.Attach(options) ?? options, record, out var told))
        {
            history = network.Fit(training.X, training.Y, told);
        }

        terminal.Line($"{(history.WasCancelled ? "Stopped" : "Trained")}: {history.Steps} steps in {history.Elapsed.TotalSeconds:F1} s, {history.Elapsed.TotalMilliseconds / Math.Max(1, history.Steps):F1} ms each.");

        // The JIT compiles a method again a while after it has become much used: half a second is for that.
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5;)
        {
            LiveRun.Through(unheard.AsSpan(0, Sound.Rate), listen(network));
        }

        var live = LiveRun.Through(unheard, listen(network));
        terminal.Line($"A new sound of {live.Samples / Sound.Rate} s, sample by sample: error-to-signal ratio {live.Error:P3} ({10 * Math.Log10(live.Error):F1} dB).");
        terminal.Line($"Latency of one sample: median {live.Median:F2} µs, 99 % below {live.Percentile99:F2} µs, worst {live.Worst:F0} µs; {live.TimesRealTime:F1} times faster than real time at {Sound.Rate / 1000} kHz.");
        if (settings.ReportFolder is { } target)
        {
            TrainingReport.Create(network, new ReportSettings<float>
            {
                Title = "An effect on a sound",
                Description = FormattableString.Invariant($"{TNetwork.Name} imitates a soft distortion through a low-pass filter. A new sound, sample by sample: error-to-signal ratio {live.Error:P3}."),
                Training = training,
                Test = test,
                History = history,
                Options = options,
                Record = record,
            }).Write(target);
            terminal.Line($"The report is {Path.Combine(target, "report.html")}.");
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
            terminal.Line($"Step {progress.Step}: mean squared error {sum / counted:E2}, {progress.Elapsed.TotalSeconds:F1} s");
            (sum, counted) = (0, 0);
        }
    }
}
