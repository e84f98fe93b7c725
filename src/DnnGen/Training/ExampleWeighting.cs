using System.Globalization;
using System.Numerics;

namespace DnnGen;

/// <summary>What the examples of a training count in its cost: their own weights times those of their classes.</summary>
internal sealed class ExampleWeighting<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly string member;
    private readonly double[]? classWeights;
    private readonly int outputs;

    // In the order of the examples that are trained with; null where they have none of their own, or where a source gives them.
    private readonly double[]? exampleWeights;
    private readonly double[] batch;

    private ExampleWeighting(string member, int outputs, double[]? classWeights, double[]? exampleWeights, int batchSize)
    {
        this.member = member;
        this.outputs = outputs;
        this.classWeights = classWeights;
        this.exampleWeights = exampleWeights;
        batch = new double[batchSize];
    }

    /// <summary>Checks the weights of the options; null where all examples count alike.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">The options.</param>
    /// <param name="y">The labels in memory, after the validation was taken out; empty for a source.</param>
    /// <param name="columns">Which of the user's examples they are; null for all.</param>
    /// <param name="given">The examples that the user gave.</param>
    /// <param name="reader">The source, where there is one.</param>
    /// <param name="batchSize">The most examples in a mini-batch.</param>
    public static ExampleWeighting<T>? Of<TNetwork>(
        INetwork<TNetwork, T> network, TrainingOptions options, Matrix<T> y, int[]? columns, long given, BatchReader<T>? reader, int batchSize)
        where TNetwork : class, INetwork<TNetwork, T>
    {
        string member = TNetwork.Name + ".Fit";
        if (options is { ClassWeights: null, ExampleWeights: null })
        {
            return reader is { IsWeighted: true } ? new(member, TNetwork.OutputSize, null, null, batchSize) : null;
        }

        if (options.ExampleWeights is not null && reader is not null)
        {
            throw new ArgumentException($"{member}: there are ExampleWeights, and the order of the examples is that of a source; let the source give them, as an IWeightedBatchSource.");
        }

        if (options.ExampleWeights is { } own && own.Count != given)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture, $"{member}: there are {own.Count} ExampleWeights and x holds {ShapeSentences.Count((int)given, "example")}; give one for each example."));
        }

        double[]? classWeights = Checked(member, nameof(options.ClassWeights), "class", options.ClassWeights);
        if (classWeights is not null && TNetwork.Outputs.Count > 0)
        {
            throw new ArgumentException($"{member}: ClassWeights weigh the classes of one output, and this network has {TNetwork.Outputs.Count}; declare them, [Output(\"{TNetwork.Outputs[0].Name}\", ClassWeights = …)], or give ExampleWeights.");
        }

        if (classWeights is not null && (TNetwork.OutputSteps > 1 || !TNetwork.ClassWeights.IsEmpty))
        {
            throw new ArgumentException(TNetwork.ClassWeights.IsEmpty
                ? $"{member}: ClassWeights weigh whole examples, and each step of a sequence has a class of its own; declare them, [Network(ClassWeights = …)], to weigh each step."
                : $"{member}: there are ClassWeights in the options and in the declaration of the network; give them in one place.");
        }

        CheckClasses(member, TNetwork.OutputActivation ?? network.Parameters.Layout[^1].Activation, TNetwork.OutputSize, classWeights);
        double[]? exampleWeights = Checked(member, nameof(options.ExampleWeights), "example", options.ExampleWeights);
        if (exampleWeights is not null && columns is not null)
        {
            exampleWeights = Array.ConvertAll(columns, column => exampleWeights[column]);
        }

        var weighting = new ExampleWeighting<T>(member, TNetwork.OutputSize, classWeights, exampleWeights, batchSize);
        bool any = reader is not null;
        for (int j = 0; j < y.Columns && !any; j++)
        {
            any = (exampleWeights?[j] ?? 1) * weighting.ClassWeight(y, j) > 0;
        }

        return any ? weighting : throw new ArgumentException($"{member}: the weights of all examples to train with are 0; at least one must be above 0.");
    }

    /// <summary>How the checkpoint tells one weighting from another.</summary>
    public static string Describe(TrainingOptions options, bool bySource) => string.Join(
        " and ",
        ((string?[])[
            options.ClassWeights is { } classes ? $"{string.Join(" : ", classes.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)))} by class" : null,
            options.ExampleWeights is not null || bySource ? "by example" : null,
        ]).OfType<string>().DefaultIfEmpty("none"));

    /// <summary>Gives the workspace the weights of the batch that comes.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="labels">The labels of the batch.</param>
    /// <param name="order">Which examples they are; empty where they lie one after another.</param>
    /// <param name="epoch">The epoch, for the sentence.</param>
    /// <param name="start">The place of the first, where there is no order.</param>
    /// <param name="bySource">The weights that the source gave; empty where it gave none.</param>
    /// <returns>The sum of the weights.</returns>
    public double Weigh(Workspace<T> workspace, Matrix<T> labels, ReadOnlySpan<int> order, int epoch, long start, Matrix<T> bySource)
    {
        var weights = batch.AsSpan(0, labels.Columns);
        for (int j = 0; j < weights.Length; j++)
        {
            double weight = exampleWeights?[order.IsEmpty ? (int)start + j : order[j]] ?? 1;
            if (bySource.Columns > 0)
            {
                weight = double.CreateTruncating(bySource[0, j]);
                if (!(weight >= 0) || !double.IsFinite(weight))
                {
                    throw new InvalidOperationException(string.Create(
                        CultureInfo.InvariantCulture, $"{member}: the source gives example {start + j} of epoch {epoch} the weight {weight}; a weight is a finite number, 0 or more."));
                }
            }

            weights[j] = weight * ClassWeight(labels, j);
        }

        return workspace.Weigh(weights);
    }

    private static double[]? Checked(string member, string name, string what, IReadOnlyList<double>? weights)
    {
        for (int i = 0; i < weights?.Count; i++)
        {
            if (!(weights[i] >= 0) || !double.IsFinite(weights[i]))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"{member}: the {name} give {what} {i} (counted from 0) the weight {weights[i]}; a weight is a finite number, 0 or more."));
            }
        }

        return weights is null ? null : [.. weights];
    }

    private static void CheckClasses(string member, Activation last, int outputs, double[]? weights)
    {
        if (weights is null)
        {
            return;
        }

        int classes = last switch
        {
            Activation.Sigmoid when outputs == 1 => 2,
            Activation.Softmax or Activation.LogSoftmax => outputs,
            _ => throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{member}: ClassWeights take a network that decides among classes, by one sigmoid or a softmax; this one ends in {outputs} × {last}, so give ExampleWeights instead.")),
        };
        if (weights.Length != classes)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{member}: there are {weights.Length} ClassWeights and {classes} classes; give one for each class, class 0 first."));
        }
    }

    private double ClassWeight(Matrix<T> labels, int example)
    {
        if (classWeights is null)
        {
            return 1;
        }

        if (labels.Rows == 1)
        {
            return classWeights[LabelClass.Of([labels[0, example]], outputs)];
        }

        int largest = 0;
        for (int i = 1; i < labels.Rows; i++)
        {
            if (labels[i, example] > labels[largest, example])
            {
                largest = i;
            }
        }

        return classWeights[largest];
    }
}
