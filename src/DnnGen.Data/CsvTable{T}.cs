using System.Numerics;

namespace DnnGen.Data;

/// <summary>What a CSV file holds: features, labels and their names.</summary>
/// <typeparam name="T">The number type.</typeparam>
public sealed class CsvTable<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal CsvTable(Matrix<T> x, IReadOnlyList<string> featureNames, Matrix<T> y, IReadOnlyList<string> classes, CsvOptions asRead)
    {
        X = x;
        FeatureNames = featureNames;
        Y = y;
        Classes = classes;
        AsRead = asRead;
    }

    /// <summary>The features: (features × examples).</summary>
    public Matrix<T> X { get; }

    /// <summary>The name of each row of <see cref="X"/>; <c>column=category</c> for those of a categorical column, the place where there is no header.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The labels, (1 × examples) or (classes × examples); (0 × 0) where no label column was given.</summary>
    public Matrix<T> Y { get; }

    /// <summary>The classes in the order of their numbers; empty for labels that are numbers.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>
    /// The options that read another file exactly as this one was: the same columns, categories and classes, and the means
    /// of this file for what is missing there. So test data are read by the options of the training data.
    /// </summary>
    public CsvOptions AsRead { get; }
}
