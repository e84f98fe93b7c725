namespace DnnGen;

/// <summary>Where a training stands after one update of the parameters.</summary>
/// <param name="Epoch">The epoch that is under way, counted from 0.</param>
/// <param name="Epochs">The epochs in all, the last of which may be cut short by <see cref="TrainingOptions.Steps"/>.</param>
/// <param name="Step">The updates so far, this one included.</param>
/// <param name="Example">The examples of this epoch that were trained with so far.</param>
/// <param name="Examples">The examples of an epoch.</param>
/// <param name="Cost">The mean over the examples of the update of their cost before it.</param>
/// <param name="LearningRate">The learning rate α of the update.</param>
/// <param name="Elapsed">The time since the training began.</param>
public readonly record struct StepProgress(
    int Epoch, int Epochs, long Step, long Example, long Examples, double Cost, double LearningRate, TimeSpan Elapsed);
