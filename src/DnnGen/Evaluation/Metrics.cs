using System.Globalization;

namespace DnnGen;

/// <summary>How well a network does on examples with labels.</summary>
/// <remarks>
/// Cost and errors are there for every network. Those of a classification are there where the last activation is a sigmoid or a
/// softmax. Definitions are scikit-learn's: a precision or a recall over no example is 0. One sigmoid decides between two
/// classes, at ½, and precision, recall and F1 are those of class 1. A softmax decides for its largest output (the first of
/// equal ones), and they are macro means: over the classes that occur among labels or decisions. Several sigmoids decide one
/// by one; the accuracy is the share of right decisions and the others are macro means over the outputs. Of an output that is a
/// sequence each step counts as an example, and the outputs are those of one step.
/// </remarks>
public record Metrics
{
    /// <summary>The examples that were looked at.</summary>
    public required long Examples { get; init; }

    /// <summary>J, the mean loss over the examples.</summary>
    public required double Cost { get; init; }

    /// <summary>MAE: the mean of |a − y| over examples and outputs.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>RMSE: the root of the mean of (a − y)² over examples and outputs.</summary>
    public required double RootMeanSquaredError { get; init; }

    /// <summary>
    /// R² = 1 − Σ(a − y)² / Σ(y − ȳ)², the mean over the outputs; <see langword="null"/> where no label differs from another. Outputs
    /// whose labels are all the same are left out.
    /// </summary>
    public double? R2 { get; init; }

    /// <summary>The share of right decisions; <see langword="null"/> where nothing is decided.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The share of right ones among the decisions for a class; <see langword="null"/> where nothing is decided.</summary>
    public double? Precision { get; init; }

    /// <summary>The share of the examples of a class that was decided for it; <see langword="null"/> where nothing is decided.</summary>
    public double? Recall { get; init; }

    /// <summary>The harmonic mean of precision and recall, 2·P·R/(P + R), taken class by class; <see langword="null"/> where nothing is decided.</summary>
    public double? F1 { get; init; }

    /// <summary>
    /// The area under the ROC curve: how often an example of a class has a larger output for it than one of another class, equal
    /// ones counted half. With several outputs it is the mean over those that have both kinds of examples; <see langword="null"/> where none has.
    /// </summary>
    public double? RocAuc { get; init; }

    /// <summary>The metrics that are there, in one line.</summary>
    /// <returns>The line, the same in every culture.</returns>
    public sealed override string ToString()
    {
        (string Name, double? Value)[] all = Accuracy is null
            ? [("cost", Cost), ("MAE", MeanAbsoluteError), ("RMSE", RootMeanSquaredError), ("R²", R2)]
            : [("cost", Cost), ("accuracy", Accuracy), ("precision", Precision), ("recall", Recall), ("F1", F1), ("ROC-AUC", RocAuc)];
        return string.Join(", ", all.Where(metric => metric.Value is not null).Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value:F4}")));
    }
}

/// <summary>The metrics of <see cref="Trainer.Evaluate"/>, with what only a single look at a network affords.</summary>
public sealed record Evaluation : Metrics
{
    /// <summary>How often each class was decided for which; <see langword="null"/> where an example has no one class.</summary>
    public ConfusionMatrix? ConfusionMatrix { get; init; }

    /// <summary>
    /// The metrics of each output of a network with several, by its name; those of the whole are then its cost and the errors over
    /// the numbers of all outputs. Empty for a network with one output.
    /// </summary>
    public IReadOnlyDictionary<string, Evaluation> Outputs { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, Evaluation>.Empty;

    /// <summary>How many examples have their class in which place among the outputs.</summary>
    internal long[]? Places { get; init; }

    /// <summary>The share of the examples whose class is among the <paramref name="k"/> largest outputs.</summary>
    /// <param name="k">1 (the accuracy) to the number of outputs.</param>
    /// <returns>The share.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many outputs.</exception>
    /// <exception cref="InvalidOperationException">The last activation is no softmax.</exception>
    public double TopKAccuracy(int k)
    {
        if (Places is null)
        {
            throw new InvalidOperationException("TopKAccuracy takes a network that ends in a softmax; this one does not choose among classes.");
        }

        if (k < 1 || k > Places.Length)
        {
            throw new ArgumentOutOfRangeException(null, string.Create(CultureInfo.InvariantCulture, $"TopKAccuracy: k is {k}; it must be 1 to {Places.Length}, the number of outputs."));
        }

        return (double)Places.AsSpan(0, k).ToArray().Sum() / Places.Sum();
    }
}
