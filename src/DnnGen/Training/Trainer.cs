using System.Diagnostics;
using System.Globalization;
using System.Numerics;

using DnnGen.Kernels;

namespace DnnGen;

/// <summary>Training for every network; the generated <c>Fit</c> calls this.</summary>
public static class Trainer
{
    /// <summary>Trains a network over the full batch or over mini-batches.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network, whose parameters change with every step.</param>
    /// <param name="x">X, (InputSize × m).</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <param name="options">How to train.</param>
    /// <returns>The costs and how the training ended. A cancelled training returns what it has so far.</returns>
    /// <exception cref="ShapeMismatchException">x or y does not fit the network, or they hold different numbers of examples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has no meaning.</exception>
    /// <exception cref="ArgumentException">Two options contradict each other, or the state belongs to another training.</exception>
    /// <exception cref="TrainingDivergedException">The cost is no longer finite.</exception>
    /// <exception cref="IOException">The first checkpoint cannot be written, or one of an earlier training is there and <see cref="TrainingOptions.Resume"/> is not set.</exception>
    /// <exception cref="ModelFileException">The checkpoint to go on from belongs to another training, or no one is whole.</exception>
    public static TrainingHistory Fit<TNetwork, T>(INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y, TrainingOptions options)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        string member = TNetwork.Name + ".Fit";
        options.Check(member);
        NetworkChecks.LearningRate(member, T.CreateTruncating(options.BaseRate));
        NetworkChecks.Input(member, x, TNetwork.InputSize);
        NetworkChecks.Labels<TNetwork, T>(member, y, x.Columns);

        using var run = new TrainingRun<TNetwork, T>(network, x, y, source: null, options);
        return run.Train();
    }

    /// <summary>
    /// Trains a network with examples that need not all lie in memory: <c>network.Fit(source, options)</c>. The next
    /// mini-batch is read while this one is trained with.
    /// </summary>
    /// <remarks>
    /// Everything else is as with matrices, checkpoints included. The order of the examples is that of the source, so
    /// <see cref="TrainingOptions.Shuffle"/> and <see cref="TrainingOptions.Seed"/> play no part; <see cref="TrainingOptions.Random"/>,
    /// <see cref="Validation.Split"/> and <see cref="TrainingOptions.BestCheckpointPath"/> are refused, as they would take all examples.
    /// </remarks>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network, whose parameters change with every step.</param>
    /// <param name="source">Where the examples come from.</param>
    /// <param name="options">How to train, with a <see cref="TrainingOptions.BatchSize"/>.</param>
    /// <returns>The costs and how the training ended. A cancelled training returns what it has so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option has no meaning.</exception>
    /// <exception cref="ArgumentException">Two options contradict each other, or one cannot be had with a source.</exception>
    /// <exception cref="InvalidOperationException">The source failed; its exception is within.</exception>
    /// <exception cref="TrainingDivergedException">The cost is no longer finite.</exception>
    /// <exception cref="IOException">The first checkpoint cannot be written, or one of an earlier training is there and <see cref="TrainingOptions.Resume"/> is not set.</exception>
    /// <exception cref="ModelFileException">The checkpoint to go on from belongs to another training, or no one is whole.</exception>
    public static TrainingHistory Fit<TNetwork, T>(this INetwork<TNetwork, T> network, IBatchSource<T> source, TrainingOptions options)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        string member = TNetwork.Name + ".Fit";
        options.Check(member);
        NetworkChecks.LearningRate(member, T.CreateTruncating(options.BaseRate));
        string? refusal = options switch
        {
            { BatchSize: null } => "a source is read in mini-batches, and there is no BatchSize; give one",
            { Random: not null } => "the order of the examples is that of the source, so that Random has no part; leave it out",
            { Validation: ValidationSplit } => "a source cannot be split; give Validation.Set(x, y)",
            { BestCheckpointPath: not null } => "BestCheckpointPath looks at all examples at once, which a source does not hold; take EarlyStopping with a Validation",
            _ => null,
        };
        if (refusal is not null)
        {
            throw new ArgumentException($"{member}: {refusal}.");
        }

        if (source.Examples < 1)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{member}: the source has {source.Examples} examples; it must have 1 or more."));
        }

        using var run = new TrainingRun<TNetwork, T>(network, default, default, source, options);
        return run.Train();
    }

    /// <summary>How well a network does: its cost, its errors and, for a classification, its decisions: <c>network.Evaluate(x, y)</c>.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network; its parameters are only read.</param>
    /// <param name="x">X, (InputSize × m), of at least one example.</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <returns>The metrics, <see cref="Metrics"/> says of what.</returns>
    /// <exception cref="ShapeMismatchException">x or y does not fit the network, or they hold different numbers of examples.</exception>
    public static Evaluation Evaluate<TNetwork, T>(this INetwork<TNetwork, T> network, [Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        string member = TNetwork.Name + ".Evaluate";
        NetworkChecks.Input(member, x, TNetwork.InputSize);
        NetworkChecks.Labels<TNetwork, T>(member, y, x.Columns);
        return Evaluator<T>.Evaluate(network, x, y, Evaluator<T>.CreateWorkspace(network, x.Columns));
    }

    /// <summary>
    /// Forward, cost, backward and a step of the optimizer, for a training loop of one's own:
    /// <c>network.TrainStep(x, y, optimizer, ws)</c>. Allocates nothing (with <see cref="Optimizer.LBFGS"/> one delegate).
    /// </summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network, whose parameters change.</param>
    /// <param name="x">X, (InputSize × m).</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <param name="optimizer">What steps, from <c>optimizer.CreateState(network.Parameters)</c>.</param>
    /// <param name="workspace">A workspace of this network for at least m examples; its gradients are those of this step afterwards.</param>
    /// <returns>J, the cost before the update.</returns>
    /// <exception cref="ShapeMismatchException">x or y does not fit the network, or the optimizer was created for another number of parameters.</exception>
    public static T TrainStep<TNetwork, T>(
        this INetwork<TNetwork, T> network, [Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y, OptimizerState<T> optimizer, Workspace<T> workspace)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(workspace);
        if (optimizer.Optimizer.NeedsCosts)
        {
            return StepByCosts(network, x, y, optimizer, workspace);
        }

        var cost = CostAndGradients(network, x, y, workspace);
        optimizer.Step(network.Parameters, workspace.ParameterGradients);
        return cost;
    }

    /// <summary>Forward, cost and backward: the gradients are those of the workspace.</summary>
    internal static T CostAndGradients<TNetwork, T>(INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y, Workspace<T> workspace)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        network.Forward(x, workspace);
        var cost = network.Cost(y, workspace);
        network.Backward(x, y, workspace);
        return cost;
    }

    private static T StepByCosts<TNetwork, T>(INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y, OptimizerState<T> optimizer, Workspace<T> workspace)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.CreateTruncating(optimizer.Step(
            network.Parameters, workspace.ParameterGradients, () => double.CreateTruncating(CostAndGradients(network, x, y, workspace))));
}

/// <summary>One call of <c>Fit</c>: what it holds between its steps.</summary>
internal sealed class TrainingRun<TNetwork, T> : IDisposable
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly INetwork<TNetwork, T> network;
    // Empty where the examples come from a source.
    private readonly Matrix<T> x;
    private readonly Matrix<T> y;
    private readonly BatchReader<T>? reader;
    private readonly long exampleCount;
    private readonly TrainingOptions options;
    private readonly TrainingState state;
    private readonly int batchSize;
    private readonly long examplesPerStep;
    private readonly long stepsPerEpoch;

    // Those that are begun: the limit of steps may cut the last one short.
    private readonly int epochs;
    private readonly Workspace<T> workspace;
    private readonly Stopwatch clock = Stopwatch.StartNew();

    // Null where the generated TrainStep does all: gradient and update are one product there.
    private readonly OptimizerState<T>? optimizer;
    private readonly GradientMean<T>? accumulated;

    // What training has noted before the step that is being made.
    private readonly T[] statistics;

    // Null where all examples count alike.
    private readonly ExampleWeighting<T>? weighting;

    // What an optimizer that asks for costs is given, and the examples of its step.
    private Func<double>? evaluate;
    private Matrix<T> stepX;
    private Matrix<T> stepY;

    // The order of the examples and the batch they are gathered in; null where the examples are taken as they lie.
    private readonly IRandom? random;
    private readonly Matrix<T> batchX;
    private readonly Matrix<T> batchY;
    private bool orderIsDrawn;

    // Empty where nothing is validated. Columns are those of the user's matrix, where it was split.
    private readonly Matrix<T> validationX;
    private readonly Matrix<T> validationY;
    private readonly Workspace<T>? validationWorkspace;
    private readonly int[]? columns;

    private readonly Checkpoints<TNetwork, T>? checkpoints;
    private readonly List<string> warnings = [];
    private TimeSpan lastCheckpoint;
    private long checkpointedSteps = -1;

    private double rate;

    public TrainingRun(INetwork<TNetwork, T> network, Matrix<T> x, Matrix<T> y, IBatchSource<T>? source, TrainingOptions options)
    {
        this.network = network;
        this.x = x;
        this.y = y;
        this.options = options;
        long given = source?.Examples ?? x.Columns;
        state = options.State ?? new TrainingState();
        switch (options.Validation)
        {
            case ValidationSplit split when x.Columns < 2:
                throw new ShapeMismatchException($"{TNetwork.Name}.Fit: one example cannot be split into some to train and some to validate with; give two or more.");
            case ValidationSplit split:
                (columns, int[] validated) = split.Of(x.Columns);
                (validationX, validationY) = (Gathered(x, validated), Gathered(y, validated));
                (this.x, this.y) = (x, y) = (Gathered(x, columns), Gathered(y, columns));
                break;
            case ValidationSet<T> set:
                NetworkChecks.Input(TNetwork.Name + ".Fit, validation", set.X, TNetwork.InputSize);
                NetworkChecks.Labels<TNetwork, T>(TNetwork.Name + ".Fit, validation", set.Y, set.X.Columns);
                (validationX, validationY) = (set.X, set.Y);
                break;
            case not null:
                throw new ArgumentException($"{TNetwork.Name}.Fit: the validation holds numbers of another type; this network takes {typeof(T).Name}.");
        }

        if (options.Validation is not null)
        {
            validationWorkspace = Evaluator<T>.CreateWorkspace(network, validationX.Columns);
        }

        exampleCount = source?.Examples ?? x.Columns;
        CheckState();
        batchSize = (int)Math.Min(options.BatchSize ?? x.Columns, exampleCount);
        examplesPerStep = Math.Min((long)batchSize * options.AccumulatedBatches, exampleCount);
        if (options.Optimizer is { NeedsCosts: true } searching && (batchSize < exampleCount || options.ClipNorm is not null || options.ClipValue is not null))
        {
            throw new ArgumentException(batchSize < exampleCount
                ? $"{TNetwork.Name}.Fit: {searching} compares costs of the same examples, and takes all of them in one step; leave BatchSize out, or let it be all {ShapeSentences.Count((int)exampleCount, "example")}."
                : $"{TNetwork.Name}.Fit: {searching} goes along the gradients of the cost, which clipped ones are not; leave ClipNorm and ClipValue out.");
        }

        stepsPerEpoch = (exampleCount + examplesPerStep - 1) / examplesPerStep;
        epochs = options.Steps is { } steps ? (int)Math.Min(options.Epochs, (steps + stepsPerEpoch - 1) / stepsPerEpoch) : options.Epochs;
        workspace = network.CreateWorkspace(batchSize);
        statistics = new T[network.Parameters.Statistics().Length];
        rate = options.BaseRate;
        optimizer = CreateOptimizer();
        if (batchSize < examplesPerStep)
        {
            accumulated = new GradientMean<T>(network.Parameters.AsSpan().Length);
        }

        if (source is not null)
        {
            reader = new BatchReader<T>(source, TNetwork.Name + ".Fit", exampleCount, TNetwork.InputSize, TNetwork.LabelSize, batchSize, epochs, options.CancellationToken);
        }
        else if (options.Shuffle && batchSize < x.Columns)
        {
            random = options.Random ?? new SeededRandom(options.Seed);
            batchX = Matrix<T>.Zeros(x.Rows, batchSize);
            batchY = Matrix<T>.Zeros(y.Rows, batchSize);
            PrepareOrder();
        }

        weighting = ExampleWeighting<T>.Of(network, options, y, columns, given, reader, batchSize);
        if (options.CheckpointPath is { } path)
        {
            checkpoints = new Checkpoints<TNetwork, T>(path, TNetwork.Name + ".Fit", Identity(), network, state, ResumableRandom(), Warn);
        }
    }

    public TrainingHistory Train()
    {
        BeginCheckpoints();
        bool cancelled = false;
        bool stepped = false;
        int checkedEpoch = -1;
        while (state.Epoch < options.Epochs && !StoppedEarly && !OutOfSteps)
        {
            long before = state.Steps;
            bool complete = TrainEpoch();
            stepped |= state.Steps > before;
            if (!complete)
            {
                cancelled = !OutOfSteps;
                break;
            }

            int epoch = state.Epoch;
            double cost = EpochCost();
            EndEpoch(cost);
            var validation = Validate();
            if ((epoch + 1) % options.CheckpointInterval == 0)
            {
                KeepBest();
                checkedEpoch = epoch;
            }

            if (options.CheckpointEveryEpochs is { } interval && state.Epoch % interval == 0)
            {
                SaveCheckpoint();
            }

            var progress = new TrainingProgress(epoch, epochs, state.Steps, cost, rate, clock.Elapsed) { Validation = validation };
            options.OnEpoch?.Invoke(progress);
            options.Progress?.Report(progress);
        }

        if (stepped && (state.ExamplesInEpoch > 0 || checkedEpoch != state.Epoch - 1))
        {
            KeepBest();
        }

        if (stepped && checkpointedSteps != CheckpointPosition)
        {
            SaveCheckpoint();
        }

        if (!cancelled && options.EarlyStopping is { RestoreBest: true } && state.BestParameters is T[] best)
        {
            // After the checkpoint: from there, a training with more epochs goes on as if it had not ended.
            best.CopyTo(network.Parameters.Everything);
        }

        return new TrainingHistory([.. state.Costs], state.Steps, cancelled, clock.Elapsed, state.BestCheckpointCost)
        {
            Validation = [.. state.Validation],
            StoppedEarly = StoppedEarly && !cancelled,
            BestEpoch = state.BestValidationCost is null ? null : state.Epoch - 1 - state.EpochsWithoutImprovement,
            Warnings = [.. warnings],
        };
    }

    /// <summary>Waits for a read that is under way.</summary>
    public void Dispose() => reader?.Dispose();

    /// <summary>Whether the steps are used up; an epoch whose last step has been taken is brought to its end.</summary>
    private bool OutOfSteps => state.Steps >= options.Steps && state.ExamplesInEpoch < exampleCount;

    private bool StoppedEarly => options.EarlyStopping is { } stopping && state.EpochsWithoutImprovement > stopping.Patience;

    private static Matrix<T> Gathered(Matrix<T> examples, int[] columns)
    {
        var gathered = Matrix<T>.Zeros(examples.Rows, columns.Length);
        for (int j = 0; j < columns.Length; j++)
        {
            gathered.Column(j).CopyFrom(examples.Column(columns[j]));
        }

        return gathered;
    }

    /// <summary>The metrics of the epoch that has ended, and whether it was an improvement.</summary>
    private Metrics? Validate()
    {
        if (validationWorkspace is null)
        {
            return null;
        }

        // Without the matrices of an evaluation, which a history of many epochs has no use for.
        var evaluation = Evaluator<T>.Evaluate(network, validationX, validationY, validationWorkspace);
        var metrics = new Metrics
        {
            Examples = evaluation.Examples,
            Cost = evaluation.Cost,
            MeanAbsoluteError = evaluation.MeanAbsoluteError,
            RootMeanSquaredError = evaluation.RootMeanSquaredError,
            R2 = evaluation.R2,
            Accuracy = evaluation.Accuracy,
            Precision = evaluation.Precision,
            Recall = evaluation.Recall,
            F1 = evaluation.F1,
            RocAuc = evaluation.RocAuc,
        };
        state.Validation.Add(metrics);

        // Who is told of the epoch is told of each of several outputs.
        var told = evaluation.Outputs.Count > 0 ? evaluation : metrics;
        if (options.EarlyStopping is not { } stopping)
        {
            return told;
        }

        if (state.BestValidationCost is { } best ? metrics.Cost < best - stopping.MinimumImprovement : double.IsFinite(metrics.Cost))
        {
            (state.BestValidationCost, state.EpochsWithoutImprovement) = (metrics.Cost, 0);
            if (stopping.RestoreBest)
            {
                var kept = state.BestParameters as T[] ?? new T[network.Parameters.Everything.Length];
                network.Parameters.Everything.CopyTo(kept);
                state.BestParameters = kept;
            }
        }
        else
        {
            state.EpochsWithoutImprovement++;
        }

        return told;
    }

    /// <summary>Takes the steps of an epoch that are left; false when the training was cancelled on the way, or is out of steps.</summary>
    private bool TrainEpoch()
    {
        while (state.ExamplesInEpoch < exampleCount)
        {
            if (OutOfSteps || options.CancellationToken.IsCancellationRequested)
            {
                return false;
            }

            // Not before: a training that is cancelled between two epochs has drawn nothing of the next.
            if (random is not null && !orderIsDrawn)
            {
                random.NextPermutation(state.Order);
                orderIsDrawn = true;
            }

            rate = NextRate();
            long start = state.ExamplesInEpoch;
            long count = Math.Min(examplesPerStep, exampleCount - start);
            double costSum, weight;
            network.Parameters.Statistics().CopyTo(statistics);
            try
            {
                (costSum, weight) = optimizer switch
                {
                    null => FusedStep(start, (int)count),
                    { Optimizer.NeedsCosts: true } => StepByCosts(optimizer, start, (int)count),
                    _ => OptimizerStep(optimizer, start, count),
                };
            }
            catch (TrainingDivergedException)
            {
                // The forward pass of the step that is refused has noted its batch already.
                statistics.CopyTo(network.Parameters.Statistics());
                throw;
            }
            catch (OperationCanceledException) when (reader is not null && options.CancellationToken.IsCancellationRequested)
            {
                // The source has given up its read: the step has not begun to change anything.
                return false;
            }

            // Only now: a step that diverges leaves the state where it was before.
            state.CostSum += costSum;
            state.WeightSum += weight;
            state.ExamplesInEpoch += count;
            state.Steps++;
            if (state.Steps % options.CheckpointEverySteps == 0 || clock.Elapsed - lastCheckpoint >= options.CheckpointEveryTime)
            {
                SaveCheckpoint();
            }

            options.OnStep?.Invoke(new StepProgress(
                state.Epoch, epochs, state.Steps, state.ExamplesInEpoch, exampleCount, weight > 0 ? costSum / weight : 0, rate, clock.Elapsed));
        }

        return true;
    }

    /// <summary>The mean cost of the epoch that has ended.</summary>
    private double EpochCost()
    {
        if (weighting is null && TNetwork.ClassWeights.IsEmpty)
        {
            return state.CostSum / exampleCount;
        }

        return state.WeightSum > 0
            ? state.CostSum / state.WeightSum
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"{TNetwork.Name}.Fit: the weights of all examples of epoch {state.Epoch} are 0; at least one must be above 0."));
    }

    /// <summary>Goes on from the checkpoint that is there, or writes the first one: what cannot be written is found now and not after hours.</summary>
    private void BeginCheckpoints()
    {
        if (checkpoints is null)
        {
            return;
        }

        if (options.Resume)
        {
            if (checkpoints.Resume(optimizer))
            {
                CheckState();
                orderIsDrawn = state.ExamplesInEpoch > 0;
            }
        }
        else if (state is { Epoch: 0, Steps: 0 } && checkpoints.AnyFound)
        {
            throw new IOException($"{options.CheckpointPath}: {TNetwork.Name}.Fit would overwrite the checkpoint of an earlier training; set Resume to go on from it, or delete it to begin anew.");
        }

        if (state.Epoch < options.Epochs)
        {
            checkpoints.Save();
            NoteCheckpoint();
        }
    }

    private void SaveCheckpoint()
    {
        if (checkpoints is not null)
        {
            checkpoints.TrySave();
            NoteCheckpoint();
        }
    }

    private void NoteCheckpoint() => (lastCheckpoint, checkpointedSteps) = (clock.Elapsed, CheckpointPosition);

    /// <summary>Differs between the end of the last step of an epoch and the end of the epoch.</summary>
    private long CheckpointPosition => state.Steps + state.Epoch;

    private void Warn(string sentence)
    {
        warnings.Add(sentence);
        options.OnWarning?.Invoke(sentence);
    }

    /// <summary>All that decides the steps besides the data and the number of epochs.</summary>
    private List<(string Name, string Value)> Identity() =>
    [
        ("the network", TNetwork.Name),
        ("the number type", Safetensors.TypeName<T>()),
        ("the parameters", string.Join(", ", network.Parameters.Layout.Select(parameter => $"{parameter.Name} {ShapeSentences.Of(parameter.Rows, parameter.Columns)}"))),
        ("the optimizer", (options.Optimizer ?? Optimizer.GradientDescent(options.LearningRate)).ToString()!),
        ("the schedule", $"{options.Schedule ?? Schedule.Constant} by {options.ScheduleUnit}"),
        ("the gradients", string.Create(CultureInfo.InvariantCulture, $"clipped to norm {options.ClipNorm?.ToString("R", CultureInfo.InvariantCulture) ?? "∞"} and value {options.ClipValue?.ToString("R", CultureInfo.InvariantCulture) ?? "∞"}")),
        ("the examples", exampleCount.ToString(CultureInfo.InvariantCulture)),
        ("the weights", ExampleWeighting<T>.Describe(options, reader is { IsWeighted: true })),
        ("the batch size", ShapeSentences.Text(batchSize)),
        ("the accumulated batches", ShapeSentences.Text(options.AccumulatedBatches)),
        ("the validation", options.Validation?.ToString() ?? "none"),
        ("the random order", reader is not null ? "that of a source" : random is null ? "none" : options.Random?.GetType().Name ?? string.Create(CultureInfo.InvariantCulture, $"of seed {options.Seed}")),
    ];

    private IResumableRandom? ResumableRandom() => random switch
    {
        null => null,
        IResumableRandom resumable => resumable,
        _ => throw new ArgumentException(
            $"{TNetwork.Name}.Fit: a checkpoint keeps the position of a SeededRandom or a NumPyRandom, and Random is a {random.GetType().Name}; take one of the two, or a Seed."),
    };

    private void EndEpoch(double cost)
    {
        state.Epoch++;
        state.Costs.Add(cost);
        state.ExamplesInEpoch = 0;
        state.CostSum = 0;
        state.WeightSum = 0;
        orderIsDrawn = false;
        if (options.Schedule is { } schedule)
        {
            state.Plateau = schedule.Observe(state.Plateau, cost, options.ScheduleUnit == ScheduleUnit.Step ? state.Steps : state.Epoch);
        }
    }

    /// <summary>The generated step of gradient descent; returns the weighted sum of the cost over its examples, and of their weights.</summary>
    private (double CostSum, double Weight) FusedStep(long start, int count)
    {
        var (examples, labels, weight) = Batch(start, count);
        workspace.Pass = PassAt(start);
        var learningRate = T.CreateTruncating(rate);
        double cost;
        workspace.RefusesNonFiniteCosts = options.StopWhenNotFinite;
        try
        {
            if (learningRate > T.Zero)
            {
                cost = double.CreateTruncating(network.TrainStep(examples, labels, learningRate, workspace));
            }
            else
            {
                // A schedule may end at 0; generated code takes no such step, and there is none to take.
                network.Forward(examples, workspace);
                cost = double.CreateTruncating(network.Cost(labels, workspace));
            }
        }
        catch (NonFiniteCostException refusal)
        {
            throw Diverged(refusal.Cost, start, examples, labels);
        }
        finally
        {
            workspace.RefusesNonFiniteCosts = false;
        }

        return (cost * weight, weight);
    }

    /// <summary>One step of the optimizer with the gradients of one mini-batch or several; returns the weighted sum of the cost over its examples, and of their weights.</summary>
    private (double CostSum, double Weight) OptimizerStep(OptimizerState<T> optimizer, long start, long count)
    {
        double sum = 0, weights = 0;
        accumulated?.Clear();
        for (long first = start; first < start + count; first += batchSize)
        {
            var (examples, labels, weight) = Batch(first, (int)Math.Min(batchSize, start + count - first));
            workspace.Pass = PassAt(first);
            double cost = double.CreateTruncating(Trainer.CostAndGradients(network, examples, labels, workspace));
            if (options.StopWhenNotFinite && !double.IsFinite(cost))
            {
                throw Diverged(cost, first, examples, labels);
            }

            accumulated?.Add(workspace.ParameterGradients.AsSpan(), weight);
            sum += cost * weight;
            weights += weight;
        }

        var gradients = accumulated is null ? workspace.ParameterGradients.AsSpan() : accumulated.Mean();
        if (options.ClipValue is { } largestValue)
        {
            GradientClipping.ByValue(gradients, largestValue);
        }

        if (options.ClipNorm is { } largestNorm)
        {
            GradientClipping.ByNorm(gradients, largestNorm);
        }

        optimizer.LearningRate = rate;
        optimizer.Step(network.Parameters.AsSpan(), gradients);
        return (sum, weights);
    }

    /// <summary>One step of an optimizer that looks at the cost of the same examples several times.</summary>
    private (double CostSum, double Weight) StepByCosts(OptimizerState<T> optimizer, long start, int count)
    {
        double weight;
        (stepX, stepY, weight) = Batch(start, count);
        optimizer.LearningRate = rate;
        evaluate ??= () =>
        {
            // Every look at the cost drops the same: the epoch has one step.
            workspace.Pass = PassAt(0);
            return double.CreateTruncating(Trainer.CostAndGradients(network, stepX, stepY, workspace));
        };
        double cost = optimizer.Step(network.Parameters, workspace.ParameterGradients, evaluate);
        return options.StopWhenNotFinite && !double.IsFinite(cost) ? throw Diverged(cost, start, stepX, stepY) : (cost * weight, weight);
    }

    /// <summary>The number of the pass over a mini-batch of this epoch, the same in a training that was interrupted.</summary>
    private long PassAt(long start) => unchecked((state.Epoch * exampleCount) + start);

    /// <summary>The learning rate of the step that comes.</summary>
    private double NextRate()
    {
        if (options.Schedule is not { } schedule)
        {
            // A rate that somebody has set in the state stays.
            return optimizer?.LearningRate ?? options.BaseRate;
        }

        double next = options.ScheduleUnit == ScheduleUnit.Step
            ? schedule.Rate(options.BaseRate, state.Steps, Math.Max(1, Math.Min(options.Epochs * stepsPerEpoch, options.Steps ?? long.MaxValue)), state.Plateau)
            : schedule.Rate(options.BaseRate, state.Epoch, epochs, state.Plateau);
        return next >= 0 && double.IsFinite(next)
            ? next
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"{TNetwork.Name}.Fit: the schedule gives the learning rate {next} for step {state.Steps}; it must be a finite number, 0 or more."));
    }

    /// <summary>A mini-batch, whose weights the workspace has, and their sum.</summary>
    private (Matrix<T> X, Matrix<T> Y, double Weight) Batch(long start, int count)
    {
        if (reader is not null)
        {
            var (examples, labels, weights) = reader.Next(state.Epoch, start);
            CheckClasses(labels, start);
            return (examples, labels, Counted(labels, weighting?.Weigh(workspace, labels, [], state.Epoch, start, weights) ?? count));
        }

        var batch = (X: Batch(x, batchX, (int)start, count), Y: Batch(y, batchY, (int)start, count));
        var order = random is null ? [] : state.Order.AsSpan((int)start, count);
        return (batch.X, batch.Y, Counted(batch.Y, weighting?.Weigh(workspace, batch.Y, order, state.Epoch, start, default) ?? count));
    }

    /// <summary>What the batch counts, with the weights of classes that were declared.</summary>
    private double Counted(Matrix<T> labels, double weight) => LabelClass.Weight<TNetwork, T>(labels, workspace.ExampleWeights, weight);

    /// <summary>Labels in memory were looked at before the first step; those of a source come now.</summary>
    private void CheckClasses(Matrix<T> labels, long start)
    {
        foreach (var output in TNetwork.Outputs.Where(output => output.LabelsAreClasses))
        {
            CheckClasses(labels.SliceRows(output.LabelRow, output.LabelSize), output.Size / output.Steps, $" for {output.Name}", start);
        }

        if (TNetwork.LabelsAreClasses)
        {
            CheckClasses(labels, TNetwork.OutputSize / TNetwork.OutputSteps, "", start);
        }
    }

    private void CheckClasses(Matrix<T> labels, int classes, string output, long start)
    {
        if (NetworkChecks.NoClass(labels, classes) is var (row, column))
        {
            string step = labels.Rows == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"step {row} of ");
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{TNetwork.Name}.Fit: the source gives {step}example {start + column} of epoch {state.Epoch} the label {labels[row, column]}{output}; a label is the number of a class, {NetworkChecks.Classes(classes)}."));
        }
    }

    private Matrix<T> Batch(Matrix<T> examples, Matrix<T> batch, int start, int count)
    {
        if (random is null)
        {
            return examples.SliceColumns(start, count);
        }

        for (int j = 0; j < count; j++)
        {
            batch.Column(j).CopyFrom(examples.Column(state.Order![start + j]));
        }

        return batch.SliceColumns(0, count);
    }

    private void KeepBest()
    {
        if (options.BestCheckpointPath is null)
        {
            return;
        }

        double sum = 0, weights = 0;
        workspace.Mode = PassMode.Prediction;
        for (int start = 0; start < x.Columns; start += batchSize)
        {
            int count = Math.Min(batchSize, x.Columns - start);
            var labels = y.SliceColumns(start, count);
            double weight = Counted(labels, weighting?.Weigh(workspace, labels, [], state.Epoch, start, default) ?? count);
            network.Forward(x.SliceColumns(start, count), workspace);
            sum += double.CreateTruncating(network.Cost(labels, workspace)) * weight;
            weights += weight;
        }

        workspace.Mode = PassMode.Training;
        double cost = sum / weights;
        if (double.IsFinite(cost) && !(cost >= state.BestCheckpointCost))
        {
            network.Save(options.BestCheckpointPath);
            state.BestCheckpointCost = cost;

            // A checkpoint of this step that does not know it would let a worse one replace the best.
            checkpointedSteps = -1;
        }
    }

    /// <summary>A state of another training would be continued to nonsense.</summary>
    private void CheckState()
    {
        if (state.Epoch < 0 || state.Steps < 0 || state.ExamplesInEpoch < 0 || state.ExamplesInEpoch > exampleCount)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{TNetwork.Name}.Fit: the state stands at epoch {state.Epoch}, step {state.Steps}, example {state.ExamplesInEpoch} of {exampleCount}, where this training never is; begin with a new TrainingState."));
        }
    }

    private OptimizerState<T>? CreateOptimizer()
    {
        int parameterCount = network.Parameters.AsSpan().Length;
        if (state.OptimizerState is { } kept)
        {
            return kept is OptimizerState<T> own && own.ParameterCount == parameterCount && own.Optimizer.ToString() == Chosen().ToString()
                ? own
                : throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{TNetwork.Name}.Fit: the state goes on with {kept.Optimizer} for {ShapeSentences.Count(kept.ParameterCount, "parameter")}, the training has {Chosen()} for {parameterCount}; both must be the same."));
        }

        bool fused = options is { ClipNorm: null, ClipValue: null, AccumulatedBatches: 1 } && (options.Optimizer?.IsPlainGradientDescent ?? true);
        if (fused)
        {
            return null;
        }

        var created = Chosen().CreateState<T>(parameterCount);
        state.OptimizerState = created;
        return created;

        Optimizer Chosen() => options.Optimizer ?? Optimizer.GradientDescent(options.LearningRate);
    }

    /// <summary>Brings the order of the examples to where the training stands.</summary>
    private void PrepareOrder()
    {
        if (options.Random is not null && state.ExamplesInEpoch > 0 && state.Order?.Length == x.Columns)
        {
            orderIsDrawn = true;
            return;
        }

        state.Order = new int[x.Columns];
        if (options.Random is null)
        {
            for (int epoch = 0; epoch < state.Epoch; epoch++)
            {
                random!.NextPermutation(state.Order);
            }
        }
    }

    private TrainingDivergedException Diverged(double cost, long start, Matrix<T> examples, Matrix<T> labels) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{TNetwork.Name}.Fit: the cost is {cost} at step {state.Steps}, epoch {state.Epoch}; {Cause(start, examples, labels)}."));

    /// <summary>What is not finite, looked for where it would come from first: the batch, then the parameters in their order, then the activations.</summary>
    private string Cause(long start, Matrix<T> examples, Matrix<T> labels)
    {
        if (NotFinite("x", examples, start) is { } feature)
        {
            return $"{feature}: x must hold only finite numbers";
        }

        if (NotFinite("y", labels, start) is { } label)
        {
            return $"{label}: y must hold only finite numbers";
        }

        string mend = string.Create(CultureInfo.InvariantCulture, $"take a learning rate below {rate}, or clip the gradients");
        var layout = network.Parameters.Layout;
        var broken = layout.Where(parameter => !AllFinite(parameter)).Select(parameter => parameter.Name).ToList();
        if (broken.Count > 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"the training has diverged: {broken[0]} of layer {LayerOf(broken[0])} is the first of {broken.Count} among {layout.Count} parameter matrices that hold numbers that are not finite: {mend}");
        }

        return FirstLayerNotFinite(examples) is { } layer
            ? $"the training has diverged: all parameters are finite, and the activations of layer {layer} are the first that are not: {mend}"
            : $"the training has diverged: all parameters and activations are finite, and the cost of what layer {LayerOf(layout[^1].Name)} gives is not: {mend}";
    }

    /// <summary>The number in the name of a parameter: that of its layer.</summary>
    private static string LayerOf(string parameter) => string.Concat(parameter.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit));

    /// <summary>
    /// The first layer whose activations are not finite. No network shows them by number, but where the parameters of all
    /// layers above one are 0, a finite activation of that one gives a finite output (0·a = 0), and any other does not.
    /// </summary>
    private string? FirstLayerNotFinite(Matrix<T> examples)
    {
        var parameters = network.Parameters.Everything;
        T[] kept = [.. parameters];
        try
        {
            var layers = network.Parameters.Layout.Where(parameter => !parameter.IsStatistic)
                .GroupBy(parameter => LayerOf(parameter.Name))
                .OrderBy(layer => int.Parse(layer.Key, CultureInfo.InvariantCulture))
                .ToList();
            for (int l = 0; l < layers.Count; l++)
            {
                kept.CopyTo(parameters);
                foreach (var above in layers.Skip(l + 1).SelectMany(layer => layer))
                {
                    network.Parameters.View(above).Fill(T.Zero);
                }

                var output = network.Forward(examples, workspace);
                for (int j = 0; j < output.Columns; j++)
                {
                    for (int i = 0; i < output.Rows; i++)
                    {
                        if (!T.IsFinite(output[i, j]))
                        {
                            return layers[l].Key;
                        }
                    }
                }
            }

            return null;
        }
        finally
        {
            kept.CopyTo(parameters);
        }
    }

    private bool AllFinite(ParameterInfo parameter)
    {
        foreach (var number in network.Parameters.Everything.Slice(parameter.Offset, parameter.Rows * parameter.Columns))
        {
            if (!T.IsFinite(number))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first number of a batch that is not finite, as the user finds it in the matrix or the source; null where all are.</summary>
    private string? NotFinite(string name, Matrix<T> batch, long start)
    {
        for (int j = 0; j < batch.Columns; j++)
        {
            for (int i = 0; i < batch.Rows; i++)
            {
                if (!T.IsFinite(batch[i, j]))
                {
                    long column = random is null ? start + j : state.Order![(int)start + j];
                    return string.Create(CultureInfo.InvariantCulture, $"{name}[{i}, {columns?[(int)column] ?? column}] is {batch[i, j]}");
                }
            }
        }

        return null;
    }
}
