using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace DnnGen.Reporting;

/// <summary>The metrics of a set of examples at one moment of a training.</summary>
/// <param name="Epochs">The complete epochs at that moment.</param>
/// <param name="Set">The name of the set.</param>
/// <param name="Metrics">How well the network did.</param>
public readonly record struct RecordedMetrics(int Epochs, string Set, Metrics Metrics);

/// <summary>
/// Looks at sets of examples from time to time while a network is trained, and notes the learning rates: what a history does
/// not hold and plots and reports show. It takes <see cref="Share"/> of the time, and at most one look more.
/// </summary>
/// <remarks>
/// It looks before the first step, and then at the end of an epoch whenever the looks before took less than their share, at most
/// 200 times. The parameters and the random numbers of the training are not touched.
/// </remarks>
public sealed class TrainingRecord
{
    /// <summary>A curve of more points looks no other.</summary>
    private const int MostLooks = 200;

    private readonly (string Name, Func<Metrics> Evaluate)[] sets;
    private readonly List<RecordedMetrics> metrics = [];
    private readonly List<(int Epoch, double Rate)> rates = [];
    private readonly double share;
    private long spent;
    private int lastLook = -1;

    private TrainingRecord((string Name, Func<Metrics> Evaluate)[] sets, double share)
    {
        this.sets = sets;
        this.share = share;
    }

    /// <summary>The share of the time that looking may take.</summary>
    public double Share => share;

    /// <summary>What was seen, from the first look to the last.</summary>
    public IReadOnlyList<RecordedMetrics> Metrics => metrics;

    /// <summary>The learning rate of the last step of each epoch, counted from 0; an epoch with the rate of the one before is left out.</summary>
    public IReadOnlyList<(int Epoch, double Rate)> LearningRates => rates;

    /// <summary>The newest look, for a display.</summary>
    internal IReadOnlyList<RecordedMetrics> Latest { get; private set; } = [];

    /// <summary>Creates a record of a training that comes.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="sets">The sets to look at, each with at least one example.</param>
    /// <param name="share">The share of the time that looking may take, above 0 and at most 1; 0.01 when not given.</param>
    /// <returns>The record; <see cref="Attach"/> lets it follow a training.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 and at most 1.</exception>
    public static TrainingRecord Of<TNetwork, T>(INetwork<TNetwork, T> network, IEnumerable<ExampleSet<T>> sets, double share = 0.01)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(sets);
        if (share is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(null, string.Create(CultureInfo.InvariantCulture, $"TrainingRecord: the share is {share}; it must be above 0 and at most 1."));
        }

        return new([.. sets.Select(set => (set.Name, (Func<Metrics>)(() => network.Evaluate(set.X, set.Y))))], share);
    }

    /// <summary>Lets the record follow a training.</summary>
    /// <param name="options">How to train.</param>
    /// <returns>The same options, with this record told of every epoch besides whoever was told before.</returns>
    public TrainingOptions Attach(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (sets.Length > 0)
        {
            // Compiles what the looks run, outside the training.
            Look(epochs: 0);
        }

        spent = 0;
        lastLook = -1;
        return options with { OnEpoch = options.OnEpoch + Note };
    }

    /// <summary>Takes the last look, after the training; where early stopping may have brought other parameters back, there is none.</summary>
    /// <param name="history">What the training did.</param>
    public void Complete(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        int epochs = history.Costs.Count;
        if (history.BestEpoch is null && (metrics.Count == 0 || metrics[^1].Epochs < epochs))
        {
            Look(epochs);
        }
    }

    private void Note(TrainingProgress progress)
    {
        if (rates.Count == 0 || rates[^1].Rate != progress.LearningRate)
        {
            rates.Add((progress.Epoch, progress.LearningRate));
        }

        // By the progress's own clock: asking for the time would be most of what this costs for a small network.
        if (sets.Length == 0 || progress.Epoch - lastLook < progress.Epochs / MostLooks || spent > share * progress.Elapsed.Ticks * ((double)Stopwatch.Frequency / TimeSpan.TicksPerSecond))
        {
            return;
        }

        long before = Stopwatch.GetTimestamp();
        Look(progress.Epoch + 1);
        spent += Stopwatch.GetTimestamp() - before;
        lastLook = progress.Epoch;
    }

    private void Look(int epochs)
    {
        var looked = Array.ConvertAll(sets, set => new RecordedMetrics(epochs, set.Name, set.Evaluate()));
        metrics.AddRange(looked);
        Latest = looked;
    }
}
