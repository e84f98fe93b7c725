namespace DnnGen;

/// <summary>
/// Where a training stands, besides the parameters of the network: <c>Fit</c> goes on from here, and leaves here how far it came.
/// </summary>
/// <remarks>
/// A new one is the beginning of a training. Handed to <c>Fit</c> again with the same options, the training goes on as if it had
/// never stopped, bit for bit: after a cancellation also in the middle of an epoch. It may have more epochs then; a schedule
/// that follows the length of the training follows the new one. To go on in another process, take
/// <see cref="TrainingOptions.CheckpointPath"/> instead. The random order of the examples is drawn again from <see cref="TrainingOptions.Seed"/>; a <see cref="TrainingOptions.Random"/> of one's own goes on
/// from where it stands.
/// </remarks>
public sealed class TrainingState
{
    /// <summary>The complete epochs so far.</summary>
    public int Epoch { get; set; }

    /// <summary>The updates of the parameters so far.</summary>
    public long Steps { get; set; }

    /// <summary>The examples of the epoch under way that have had their part in an update; 0 between two epochs.</summary>
    public long ExamplesInEpoch { get; set; }

    /// <summary>The sum over those examples of the cost before the update that they were part of, each times its weight.</summary>
    public double CostSum { get; set; }

    /// <summary>The sum of the weights of those examples; their number where all count alike.</summary>
    public double WeightSum { get; set; }

    /// <summary>The cost of every complete epoch.</summary>
    public IList<double> Costs { get; } = [];

    /// <summary>The metrics of the validation after every complete epoch; empty where there is none.</summary>
    public IList<Metrics> Validation { get; } = [];

    /// <summary>The validation cost of the last improvement that <see cref="EarlyStopping"/> has seen; <see langword="null"/> before the first.</summary>
    public double? BestValidationCost { get; set; }

    /// <summary>The complete epochs since then.</summary>
    public int EpochsWithoutImprovement { get; set; }

    /// <summary>The lowest cost that was saved to <see cref="TrainingOptions.BestCheckpointPath"/>.</summary>
    public double? BestCheckpointCost { get; set; }

    /// <summary>What the optimizer keeps; <see langword="null"/> before the first step, and for plain gradient descent, which keeps nothing.</summary>
    public OptimizerState? OptimizerState { get; set; }

    /// <summary>What <see cref="Schedule.ReduceOnPlateau"/> has seen of the costs.</summary>
    public PlateauState Plateau { get; set; }

    /// <summary>The parameters of the last improvement, an array of the network's number type.</summary>
    internal Array? BestParameters { get; set; }

    /// <summary>The order of the examples in the epoch under way, which a random source of the user's cannot give again.</summary>
    internal int[]? Order { get; set; }
}
