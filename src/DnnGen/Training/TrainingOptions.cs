using System.Globalization;

namespace DnnGen;

/// <summary>How <c>Fit</c> trains: gradient descent over the whole set at once, or over mini-batches.</summary>
public sealed record TrainingOptions
{
    /// <summary>How often the training goes through all examples; 100 when not given.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>The learning rate α in W := W − α·dW; 0.01 when not given.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Examples in a mini-batch; <see langword="null"/> takes all examples in one step. The last batch holds what remains.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Whether mini-batches are drawn in a new random order in every epoch; it changes nothing for the full batch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the random order.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where the random order comes from instead of <see cref="Seed"/>, for example a <see cref="NumPyRandom"/>.</summary>
    public IRandom? Random { get; init; }

    /// <summary>
    /// Whether training stops with a <see cref="TrainingDivergedException"/> when the cost is no longer a finite number;
    /// otherwise it goes on.
    /// </summary>
    public bool StopWhenNotFinite { get; init; } = true;

    /// <summary>Called at the end of every epoch, on the thread that trains.</summary>
    public Action<TrainingProgress>? OnEpoch { get; init; }

    /// <summary>Told of the end of every epoch.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops the training after the step that is under way; <c>Fit</c> then returns what it has.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// A safetensors file that receives the parameters of lowest cost: the cost over all examples is taken every
    /// <see cref="CheckpointInterval"/> epochs and at the end, and the file is replaced when it is the lowest yet.
    /// </summary>
    public string? BestCheckpointPath { get; init; }

    /// <summary>Epochs between two looks at the cost for <see cref="BestCheckpointPath"/>; 100 when not given.</summary>
    public int CheckpointInterval { get; init; } = 100;

    /// <summary>Checks every value.</summary>
    /// <param name="member">Network and method, for the message.</param>
    internal void Check(string member)
    {
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
        {
            throw new ArgumentOutOfRangeException(
                null, ShapeSentences.LearningRate(member, nameof(LearningRate), LearningRate.ToString(CultureInfo.InvariantCulture)) + ".");
        }

        Require(Epochs >= 0, $"Epochs is {Epochs}; it must be 0 or more");
        Require(BatchSize is null or > 0, $"BatchSize is {BatchSize}; it must be 1 or more, or null for the full batch");
        Require(CheckpointInterval > 0, $"CheckpointInterval is {CheckpointInterval}; it must be 1 or more");
        Require(BestCheckpointPath is null || BestCheckpointPath.Trim().Length > 0, "BestCheckpointPath is empty; it must name a file, or be null");

        void Require(bool condition, string sentence)
        {
            if (!condition)
            {
                throw new ArgumentOutOfRangeException(null, $"{member}: {sentence}.");
            }
        }
    }
}
