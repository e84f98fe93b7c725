namespace DnnGen;

/// <summary>What a training did; one that went on from a <see cref="TrainingState"/> counts from its first beginning.</summary>
/// <param name="Costs">For every complete epoch, the mean over the examples of the cost before the update that they were part of.</param>
/// <param name="Steps">The updates in all, those of an incomplete epoch included.</param>
/// <param name="WasCancelled">Whether the cancellation token ended the training before its last epoch.</param>
/// <param name="Elapsed">The time that this call took.</param>
/// <param name="BestCheckpointCost">The cost of the parameters in <see cref="TrainingOptions.BestCheckpointPath"/>, where one was asked for.</param>
public sealed record TrainingHistory(
    IReadOnlyList<double> Costs, long Steps, bool WasCancelled, TimeSpan Elapsed, double? BestCheckpointCost)
{
    /// <summary>For every complete epoch the metrics of the <see cref="TrainingOptions.Validation"/> after it; empty where there is none.</summary>
    public IReadOnlyList<Metrics> Validation { get; init; } = [];

    /// <summary>Whether <see cref="TrainingOptions.EarlyStopping"/> ended the training.</summary>
    public bool StoppedEarly { get; init; }

    /// <summary>The epoch of the last improvement that <see cref="TrainingOptions.EarlyStopping"/> has seen, counted from 0; <see langword="null"/> where it has seen none.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>What went wrong in this call without ending the training, one sentence each: a checkpoint that could not be written, or one that is damaged.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
