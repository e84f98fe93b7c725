namespace DnnGen;

/// <summary>Where a training stands at the end of an epoch.</summary>
/// <param name="Epoch">The epoch that ended, counted from 0.</param>
/// <param name="Epochs">The epochs in all, the last of which may be cut short by <see cref="TrainingOptions.Steps"/>.</param>
/// <param name="Step">The updates so far.</param>
/// <param name="Cost">The mean over the examples of the cost before the update that they were part of.</param>
/// <param name="LearningRate">The learning rate α of the last step.</param>
/// <param name="Elapsed">The time since the training began.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, long Step, double Cost, double LearningRate, TimeSpan Elapsed)
{
    /// <summary>
    /// The metrics of the <see cref="TrainingOptions.Validation"/> after this epoch; <see langword="null"/> where there is none. Of a network
    /// with several outputs they are an <see cref="Evaluation"/>, with the metrics of each.
    /// </summary>
    public Metrics? Validation { get; init; }
}
