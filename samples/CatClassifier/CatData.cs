using System.Numerics;

using DnnGen.Data;
using DnnGen.Reporting;
using DnnGen.Samples.Cats.Pictures;

namespace DnnGen.Samples.Cats;

/// <summary>Pictures as columns of X and, for each, 1 for a cat or 0 in Y.</summary>
/// <param name="X">(12288 × m).</param>
/// <param name="Y">(1 × m).</param>
internal sealed record CatData<T>(Matrix<T> X, Matrix<T> Y)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The size of every picture.</summary>
    public static readonly ImageShape Shape = new(64, 64, 3);

    /// <summary>The drawn pictures.</summary>
    public static CatData<T> From(PictureSet pictures) => new(
        Matrix<T>.FromExamples(
            Array.ConvertAll(pictures.Pixels, pixel => T.CreateChecked(pixel) / T.CreateChecked(255)), Shape.Features, pictures.IsCat.Length),
        Matrix<T>.FromExamples(Array.ConvertAll(pictures.IsCat, isCat => isCat ? T.One : T.Zero), 1, pictures.IsCat.Length));

    /// <summary>The data sets <c>train_set_x</c> and <c>train_set_y</c>, or <c>test_…</c>, of an HDF5 file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="part"><c>train</c> or <c>test</c>.</param>
    public static CatData<T> Read(string path, string part)
    {
        var x = Hdf5File.ReadImages<T>(path, part + "_set_x", Shape);
        var y = Hdf5File.ReadLabels<T>(path, part + "_set_y", x.Columns);
        for (int example = 0; example < y.Columns; example++)
        {
            if (y[0, example] != T.Zero && y[0, example] != T.One)
            {
                throw new DataFileException(FormattableString.Invariant(
                    $"{path}: label {example} of the data set '{part}_set_y' (counted from 0) is {y[0, example]}; labels are 1 for a cat and 0 for anything else."));
            }
        }

        return new(x, y);
    }

    /// <summary>The share of the examples whose probability is on the right side of 0.5.</summary>
    public double Accuracy(Matrix<T> probabilities) =>
        Enumerable.Range(0, Y.Columns).Count(example => IsRight(probabilities, example)) / (double)Y.Columns;

    public bool IsRight(Matrix<T> probabilities, int example) => SaysCat(probabilities[0, example]) == (Y[0, example] == T.One);

    /// <summary>The examples under a name, for a report.</summary>
    public ExampleSet<T> Named(string name) => new(name, X, Y);

    public static bool SaysCat(T probability) => probability > T.CreateChecked(0.5);
}
