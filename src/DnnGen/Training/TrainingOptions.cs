using System.Globalization;

namespace DnnGen;

/// <summary>How <c>Fit</c> trains: by which optimizer and schedule, over the whole set at once or over mini-batches.</summary>
public sealed record TrainingOptions
{
    private readonly double? learningRate;
    private readonly int? epochs;

    /// <summary>How often the training goes through all examples; 100 when not given, and as often as it takes where <see cref="Steps"/> alone are given.</summary>
    public int Epochs { get => epochs ?? (Steps is null ? 100 : int.MaxValue); init => epochs = value; }

    /// <summary>
    /// The updates of the parameters in all; the training ends with them, also within an epoch, or with its <see cref="Epochs"/>,
    /// whichever come first. <see langword="null"/> counts none.
    /// </summary>
    public long? Steps { get; init; }

    /// <summary>
    /// The learning rate α of plain gradient descent, W := W − α·dW; 0.01 when not given. An <see cref="Optimizer"/> brings its
    /// own, and the two together are refused.
    /// </summary>
    public double LearningRate { get => learningRate ?? 0.01; init => learningRate = value; }

    /// <summary>
    /// The optimizer, for example <c>Optimizer.Adam(learningRate: 0.001)</c>; <see langword="null"/> is gradient descent with
    /// <see cref="LearningRate"/>, whose gradients are never stored where nothing is clipped or accumulated.
    /// </summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>How the learning rate changes, for example <c>Schedule.Cosine(minimum: 1e-5)</c>; <see langword="null"/> keeps it.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>What the schedule counts: epochs when not given, otherwise the updates of the parameters.</summary>
    public ScheduleUnit ScheduleUnit { get; init; } = ScheduleUnit.Epoch;

    /// <summary>
    /// The largest Euclidean norm of all gradients together; larger ones are scaled down to it before the step, after
    /// <see cref="ClipValue"/>. <see langword="null"/> does not clip.
    /// </summary>
    public double? ClipNorm { get; init; }

    /// <summary>The largest magnitude of a single derivative; what lies beyond is cut off before the step. <see langword="null"/> does not clip.</summary>
    public double? ClipValue { get; init; }

    /// <summary>
    /// Mini-batches whose gradients go into one step, as their mean over all examples: 4 batches of 32 take the step of one
    /// batch of 128, in the memory of 32. The last step of an epoch takes the batches that remain. 1 when not given.
    /// </summary>
    public int AccumulatedBatches { get; init; } = 1;

    /// <summary>
    /// Where the training begins, and where <c>Fit</c> leaves how far it came; <see langword="null"/> begins anew. With a state
    /// of an earlier training the <see cref="Epochs"/> are those of both together.
    /// </summary>
    public TrainingState? State { get; init; }

    /// <summary>
    /// What the examples of each class count in the cost, class 0 first, for a network that ends in one sigmoid (two weights) or
    /// in a softmax (one for each output): a rare class can count more. <see langword="null"/> lets all count alike.
    /// </summary>
    /// <remarks>
    /// The cost of a mini-batch is Σ wᵢ·loss(example i) / Σ wᵢ, and with accumulated batches that of all their examples; where a
    /// class weight and one of <see cref="ExampleWeights"/> meet, wᵢ is their product. The cost of a training is the weighted
    /// mean over the epoch; metrics of a <see cref="Validation"/> and of <c>Evaluate</c> let all examples count alike. The class of an example is that of its largest label.
    /// </remarks>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>
    /// What each example counts in the cost, in the order of X: finite numbers of 0 or more, as many as there are examples.
    /// <see langword="null"/> lets all count alike; a source gives its own, see <see cref="IWeightedBatchSource{T}"/>.
    /// </summary>
    public IReadOnlyList<double>? ExampleWeights { get; init; }

    /// <summary>Examples in a mini-batch; <see langword="null"/> takes all examples in one step. The last batch holds what remains.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Whether mini-batches are drawn in a new random order in every epoch; it changes nothing for the full batch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the random order.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where the random order comes from instead of <see cref="Seed"/>, for example a <see cref="NumPyRandom"/>.</summary>
    public IRandom? Random { get; init; }

    /// <summary>
    /// Whether training stops with a <see cref="TrainingDivergedException"/> when the cost is no longer a finite number, before
    /// that cost changes a parameter: the message names the step, and the number of the data, the parameters or the layer
    /// that it comes from. Otherwise it goes on.
    /// </summary>
    public bool StopWhenNotFinite { get; init; } = true;

    /// <summary>
    /// Examples that every epoch is judged by: <c>Validation.Set(x, y)</c>, or <c>Validation.Split(0.2)</c> of those that are
    /// given. Their metrics are in the progress and in the history; <see langword="null"/> judges by none.
    /// </summary>
    public Validation? Validation { get; init; }

    /// <summary>Ends the training when the cost of the <see cref="Validation"/> no longer falls; <see langword="null"/> takes all epochs.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// Called after every update of the parameters, on the thread that trains; an epoch may take hours. What it takes, the
    /// training takes longer.
    /// </summary>
    public Action<StepProgress>? OnStep { get; init; }

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

    /// <summary>
    /// A file that keeps where the training stands: parameters, moments of the optimizer, schedule, random order, costs. It is
    /// written at the beginning, as often as <see cref="CheckpointEveryEpochs"/>, <see cref="CheckpointEverySteps"/> and
    /// <see cref="CheckpointEveryTime"/> say, and at the end; <see langword="null"/> writes none.
    /// </summary>
    /// <remarks>
    /// Each one is written beside its place, forced to the disk and then moved there; the one before stays as
    /// <c>….previous</c>. So a program may be killed at any moment: there is always a whole checkpoint. The first one must
    /// succeed, or <c>Fit</c> does not begin. A later one that cannot be written, as on a full disk, does not end the training:
    /// <see cref="OnWarning"/> and <see cref="TrainingHistory.Warnings"/> tell it, the checkpoints before it stay, and the next is tried again.
    /// The file is a safetensors file, in which other tools find the parameters by their names.
    /// </remarks>
    public string? CheckpointPath { get; init; }

    /// <summary>Epochs from one checkpoint to the next; 1 when not given, and <see langword="null"/> counts no epochs.</summary>
    public int? CheckpointEveryEpochs { get; init; } = 1;

    /// <summary>Updates of the parameters from one checkpoint to the next, also within an epoch; <see langword="null"/> counts no updates.</summary>
    public long? CheckpointEverySteps { get; init; }

    /// <summary>The time from one checkpoint to the next, also within an epoch; <see langword="null"/> looks at no clock.</summary>
    public TimeSpan? CheckpointEveryTime { get; init; }

    /// <summary>
    /// Whether the training goes on from <see cref="CheckpointPath"/>, bit for bit as if it had never been interrupted; where no
    /// checkpoint is there, it begins. Otherwise a checkpoint that is already there is not overwritten but refused.
    /// </summary>
    /// <remarks>
    /// Network, optimizer, schedule, batches and the number of examples must be those of the checkpoint; there may be more
    /// epochs. The data must be the same too, which nobody checks. A damaged newest checkpoint is told as a warning and the one
    /// before it is taken. A <see cref="Random"/> of one's own goes on from the position that the checkpoint keeps.
    /// </remarks>
    public bool Resume { get; init; }

    /// <summary>
    /// Told of what went wrong without ending the training, in one sentence: a checkpoint that could not be written, or one that
    /// is damaged. <see cref="TrainingHistory.Warnings"/> holds the same sentences.
    /// </summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>The learning rate that a schedule begins with.</summary>
    internal double BaseRate => Optimizer?.LearningRate ?? LearningRate;

    /// <summary>Checks every value.</summary>
    /// <param name="member">Network and method, for the message.</param>
    internal void Check(string member)
    {
        if (Optimizer is not null && learningRate is { } rate)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{member}: there is a LearningRate of {rate} beside the optimizer {Optimizer}; give the learning rate to the optimizer alone."));
        }

        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
        {
            throw new ArgumentOutOfRangeException(
                null, ShapeSentences.LearningRate(member, nameof(LearningRate), LearningRate.ToString(CultureInfo.InvariantCulture)) + ".");
        }

        Require(Epochs >= 0, $"Epochs is {Epochs}; it must be 0 or more");
        Require(Steps is null or >= 0, string.Create(CultureInfo.InvariantCulture, $"Steps is {Steps}; it must be 0 or more, or null to count none"));
        Require(BatchSize is null or > 0, $"BatchSize is {BatchSize}; it must be 1 or more, or null for the full batch");
        Require(AccumulatedBatches > 0, $"AccumulatedBatches is {AccumulatedBatches}; it must be 1 or more");
        Require(ClipNorm is null || (ClipNorm > 0 && double.IsFinite(ClipNorm.Value)), string.Create(CultureInfo.InvariantCulture, $"ClipNorm is {ClipNorm}; it must be a positive finite number, or null for none"));
        Require(ClipValue is null || (ClipValue > 0 && double.IsFinite(ClipValue.Value)), string.Create(CultureInfo.InvariantCulture, $"ClipValue is {ClipValue}; it must be a positive finite number, or null for none"));
        Require(Enum.IsDefined(ScheduleUnit), $"ScheduleUnit is {ScheduleUnit}; it must be Epoch or Step");
        Require(CheckpointInterval > 0, $"CheckpointInterval is {CheckpointInterval}; it must be 1 or more");
        Require(BestCheckpointPath is null || BestCheckpointPath.Trim().Length > 0, "BestCheckpointPath is empty; it must name a file, or be null");
        Require(CheckpointPath is null || CheckpointPath.Trim().Length > 0, "CheckpointPath is empty; it must name a file, or be null");
        Require(CheckpointEveryEpochs is null or > 0, $"CheckpointEveryEpochs is {CheckpointEveryEpochs}; it must be 1 or more, or null to count no epochs");
        Require(CheckpointEverySteps is null or > 0, $"CheckpointEverySteps is {CheckpointEverySteps}; it must be 1 or more, or null to count no updates");
        Require(CheckpointEveryTime is null || CheckpointEveryTime >= TimeSpan.Zero, $"CheckpointEveryTime is {CheckpointEveryTime}; it must not be negative");
        EarlyStopping?.Check(member);
        if (EarlyStopping is not null && Validation is null)
        {
            throw new ArgumentException($"{member}: EarlyStopping watches the cost of examples that are not trained with, and there is no Validation; give one, for example Validation.Split(0.2).");
        }

        if (Resume && CheckpointPath is null)
        {
            throw new ArgumentException($"{member}: Resume goes on from a checkpoint, and there is no CheckpointPath; name the file.");
        }

        if (Resume && State is not null)
        {
            throw new ArgumentException($"{member}: there is a State beside Resume; the training goes on from the one or from the checkpoint.");
        }

        void Require(bool condition, string sentence)
        {
            if (!condition)
            {
                throw new ArgumentOutOfRangeException(null, $"{member}: {sentence}.");
            }
        }
    }
}
