using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DnnGen;

/// <summary>The checkpoints of one call of <c>Fit</c>: written, rotated, and found again.</summary>
/// <param name="path">The newest checkpoint.</param>
/// <param name="member">Network and method, for the sentences.</param>
/// <param name="identity">What a training must have in common with the one that it goes on from, by the words of the sentence.</param>
/// <param name="network">The network.</param>
/// <param name="state">The state that is written and read.</param>
/// <param name="random">The source of the random order; <see langword="null"/> where nothing is shuffled.</param>
/// <param name="warn">Told what went wrong and did not end the training.</param>
internal sealed class Checkpoints<TNetwork, T>(
    string path, string member, IReadOnlyList<(string Name, string Value)> identity, INetwork<TNetwork, T> network, TrainingState state, IResumableRandom? random, Action<string> warn)
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const string Format = "DnnGen checkpoint 1";
    private const string Best = "best";
    private const string Scalars = "optimizer.scalars";
    private const int NumbersOfMetrics = 10;
    private const string PreviousEnding = ".previous";

    // A damaged newest checkpoint must not push the good one before it aside.
    private bool newestIsGood = true;

    /// <summary>Whether an earlier training has left something.</summary>
    public bool AnyFound => File.Exists(path) || File.Exists(Target() + PreviousEnding);

    /// <summary>Writes where the training stands.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there before is still there.</exception>
    public void Save()
    {
        try
        {
            AtomicFile.Write(
                path,
                temporaryEnding: ".writing",
                newestIsGood ? PreviousEnding : null,
                stream => CheckpointFile.Write(stream, Metadata(), Tensors()));
            newestIsGood = true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{path}: the checkpoint could not be written ({failure.Message.TrimEnd('.')}); choose a folder that is there, may be written to and has room. The checkpoints that were there before are unchanged.",
                failure);
        }
    }

    /// <summary>Writes where the training stands; what hinders that is told, and the training goes on.</summary>
    public void TrySave()
    {
        try
        {
            Save();
        }
        catch (IOException failure)
        {
            warn(failure.Message);
        }
    }

    /// <summary>Brings network and state to the newest good checkpoint; false where there is none at all.</summary>
    /// <param name="optimizer">Receives its moments; <see langword="null"/> where nothing is kept.</param>
    public bool Resume(OptimizerState<T>? optimizer)
    {
        string newest = Target(), previous = newest + PreviousEnding;
        if (!File.Exists(newest))
        {
            // The program ended between the two moves: the one before is complete.
            return File.Exists(previous) && ResumeFrom(previous, optimizer);
        }

        string fault;
        try
        {
            return ResumeFrom(newest, optimizer);
        }
        catch (DamagedFileException e)
        {
            fault = e.Message;
        }

        newestIsGood = false;
        if (!File.Exists(previous))
        {
            throw new ModelFileException($"{path}: the training cannot go on from this checkpoint because {fault}, and there is none before it; delete the file to begin anew.");
        }

        try
        {
            ResumeFrom(previous, optimizer);
        }
        catch (DamagedFileException second)
        {
            throw new ModelFileException($"{path}: the training cannot go on because {fault}, nor from {previous} because {second.Message}; delete both files to begin anew.");
        }

        warn(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: the newest checkpoint cannot be used because {fault}; the training goes on from the one before it, at epoch {state.Epoch}, step {state.Steps}."));
        return true;
    }

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static double[] Numbers(Metrics metrics) =>
    [
        metrics.Examples, metrics.Cost, metrics.MeanAbsoluteError, metrics.RootMeanSquaredError,
        metrics.R2 ?? double.NaN, metrics.Accuracy ?? double.NaN, metrics.Precision ?? double.NaN, metrics.Recall ?? double.NaN, metrics.F1 ?? double.NaN, metrics.RocAuc ?? double.NaN,
    ];

    private static Metrics OfNumbers(double[] numbers)
    {
        return new Metrics
        {
            Examples = (long)numbers[0],
            Cost = numbers[1],
            MeanAbsoluteError = numbers[2],
            RootMeanSquaredError = numbers[3],
            R2 = There(4),
            Accuracy = There(5),
            Precision = There(6),
            Recall = There(7),
            F1 = There(8),
            RocAuc = There(9),
        };

        double? There(int index) => double.IsNaN(numbers[index]) ? null : numbers[index];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private string Target()
    {
        try
        {
            return AtomicFile.Target(path);
        }
        catch (IOException e)
        {
            throw new IOException($"{path}: a checkpoint cannot be there ({e.Message.TrimEnd('.')}); let CheckpointPath name a file.", e);
        }
    }

    private Dictionary<string, string> Metadata()
    {
        var metadata = new Dictionary<string, string> { ["format"] = Format };
        foreach (var (name, value) in identity)
        {
            metadata.Add(name, value);
        }

        metadata.Add("state.epoch", Text(state.Epoch));
        metadata.Add("state.steps", Text(state.Steps));
        metadata.Add("state.examplesInEpoch", Text(state.ExamplesInEpoch));
        metadata.Add("state.costSum", Text(state.CostSum));
        metadata.Add("state.weightSum", Text(state.WeightSum));
        metadata.Add("state.bestCheckpointCost", Text(state.BestCheckpointCost));
        metadata.Add("plateau.bestCost", Text(state.Plateau.BestCost));
        metadata.Add("plateau.waiting", Text(state.Plateau.Waiting));
        metadata.Add("plateau.cooldown", Text(state.Plateau.Cooldown));
        metadata.Add("plateau.reductions", Text(state.Plateau.Reductions));
        metadata.Add("earlyStopping.bestCost", Text(state.BestValidationCost));
        metadata.Add("earlyStopping.waiting", Text(state.EpochsWithoutImprovement));
        if (state.OptimizerState is { } optimizer)
        {
            metadata.Add("optimizer.steps", Text(optimizer.Steps));
            metadata.Add("optimizer.learningRate", Text(optimizer.LearningRate));
        }

        return metadata;
    }

    private IEnumerable<CheckpointTensor> Tensors()
    {
        foreach (var parameter in network.Parameters.Layout)
        {
            long count = (long)parameter.Rows * parameter.Columns;
            yield return new CheckpointTensor(
                parameter.Name,
                CheckpointFile.TypeOf<T>(),
                [parameter.Rows, parameter.Columns],
                count * Unsafe.SizeOf<T>(),
                stream => Safetensors.Write<T>(stream, network.Parameters.Everything.Slice(parameter.Offset, (int)count)));
        }

        if (state.OptimizerState is OptimizerState<T> optimizer)
        {
            foreach (string moment in optimizer.Optimizer.MomentNames)
            {
                yield return new CheckpointTensor(
                    "optimizer." + moment,
                    CheckpointFile.TypeOf<T>(),
                    [optimizer.ParameterCount],
                    (long)optimizer.ParameterCount * Unsafe.SizeOf<T>(),
                    stream => Safetensors.Write<T>(stream, optimizer[moment]));
            }
        }

        if (state.OptimizerState is { Scalars.IsEmpty: false } kept)
        {
            yield return CheckpointTensor.Of(Scalars, kept.Scalars.ToArray());
        }

        yield return CheckpointTensor.Of("costs", (double[])[.. state.Costs]);
        yield return CheckpointTensor.Of("validation", (double[])[.. state.Validation.SelectMany(Numbers)]);
        if (state.BestParameters is T[] best)
        {
            yield return new CheckpointTensor(
                Best, CheckpointFile.TypeOf<T>(), [best.Length], (long)best.Length * Unsafe.SizeOf<T>(), stream => Safetensors.Write<T>(stream, best));
        }

        if (random is not null)
        {
            yield return CheckpointTensor.Of("random", random.Capture());
            if (state.ExamplesInEpoch > 0)
            {
                yield return CheckpointTensor.Of("order", state.Order!);
            }
        }
    }

    /// <summary>Reads one file. Everything is read and checked before the first thing changes.</summary>
    private bool ResumeFrom(string file, OptimizerState<T>? optimizer)
    {
        using var checkpoint = CheckpointFile.Open(file);
        var metadata = checkpoint.Metadata;
        if (metadata.GetValueOrDefault("format") != Format)
        {
            throw new DamagedFileException("it is no checkpoint of this version");
        }

        foreach (var (name, value) in identity)
        {
            if (metadata.GetValueOrDefault(name) is var theirs && theirs != value)
            {
                throw new ModelFileException($"{path}: {member} cannot go on from this checkpoint, which belongs to a training with {name} {theirs ?? "unknown"}; here it is {value}: train as before, or delete the checkpoint to begin anew.");
            }
        }

        var parameters = new T[network.Parameters.Everything.Length];
        foreach (var parameter in network.Parameters.Layout)
        {
            Exactly<T>(checkpoint, parameter.Name, parameter.Rows * parameter.Columns).CopyTo(parameters, parameter.Offset);
        }

        long examplesInEpoch = Whole("state.examplesInEpoch");
        var moments = optimizer?.Optimizer.MomentNames.Select(name => Exactly<T>(checkpoint, "optimizer." + name, parameters.Length)).ToArray();
        double[] scalars = optimizer is null || optimizer.Scalars.IsEmpty ? [] : Exactly<double>(checkpoint, Scalars, optimizer.Scalars.Length);
        double[] costs = checkpoint.Read<double>("costs");
        double[] validation = checkpoint.Read<double>("validation");
        var best = checkpoint.Has(Best) ? Exactly<T>(checkpoint, Best, parameters.Length) : null;
        ulong[]? position = random is null ? null : checkpoint.Read<ulong>("random");
        int[]? order = random is null || examplesInEpoch == 0 ? null : Exactly<int>(checkpoint, "order", state.Order!.Length);
        if (order is not null && !IsPermutation(order))
        {
            throw new DamagedFileException("the order of its examples is none");
        }

        var (epoch, steps, costSum, bestCheckpointCost) = ((int)Whole("state.epoch"), Whole("state.steps"), Number("state.costSum") ?? 0, Number("state.bestCheckpointCost"));
        double weightSum = Number("state.weightSum") ?? 0;
        var plateau = new PlateauState(Number("plateau.bestCost"), (int)Whole("plateau.waiting"), (int)Whole("plateau.cooldown"), (int)Whole("plateau.reductions"));
        var (optimizerSteps, rate) = optimizer is null ? (0, 0) : (Whole("optimizer.steps"), Number("optimizer.learningRate") ?? 0);
        var (bestValidationCost, waiting) = (Number("earlyStopping.bestCost"), (int)Whole("earlyStopping.waiting"));
        if (epoch != costs.Length || validation.Length % NumbersOfMetrics != 0 || (position is not null && !random!.Restore(position)))
        {
            throw new DamagedFileException("its numbers contradict each other");
        }

        parameters.CopyTo(network.Parameters.Everything);
        (state.Epoch, state.Steps, state.ExamplesInEpoch, state.CostSum, state.WeightSum) = (epoch, steps, examplesInEpoch, costSum, weightSum);
        (state.BestCheckpointCost, state.Plateau) = (bestCheckpointCost, plateau);
        (state.BestValidationCost, state.EpochsWithoutImprovement, state.BestParameters) = (bestValidationCost, waiting, best);
        state.Validation.Clear();
        foreach (double[] numbers in validation.Chunk(NumbersOfMetrics))
        {
            state.Validation.Add(OfNumbers(numbers));
        }

        state.Costs.Clear();
        foreach (double cost in costs)
        {
            state.Costs.Add(cost);
        }

        order?.CopyTo(state.Order!, 0);
        if (optimizer is not null)
        {
            (optimizer.Steps, optimizer.LearningRate) = (optimizerSteps, rate);
            scalars.CopyTo(optimizer.Scalars);
            for (int i = 0; i < moments!.Length; i++)
            {
                moments[i].CopyTo(optimizer.Moment(i));
            }
        }

        return true;

        long Whole(string name) => long.TryParse(metadata.GetValueOrDefault(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) && number >= 0
            ? number
            : throw new DamagedFileException($"its '{name}' is missing or no number");

        double? Number(string name) => metadata.GetValueOrDefault(name) switch
        {
            null => throw new DamagedFileException($"its '{name}' is missing"),
            "" => null,
            var text => double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : throw new DamagedFileException($"its '{name}' is no number"),
        };
    }

    private static TNumber[] Exactly<TNumber>(CheckpointFile checkpoint, string name, int count)
        where TNumber : unmanaged
    {
        var numbers = checkpoint.Read<TNumber>(name);
        return numbers.Length == count ? numbers : throw new DamagedFileException($"its tensor '{name}' has another size");
    }

    private static bool IsPermutation(int[] order)
    {
        bool[] seen = new bool[order.Length];
        return Array.TrueForAll(order, index => index >= 0 && index < seen.Length && !seen[index] && (seen[index] = true));
    }
}
