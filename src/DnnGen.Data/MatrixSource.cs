using System.Globalization;
using System.Numerics;

namespace DnnGen.Data;

/// <summary>Examples in memory as a source, in a new random order in every epoch: what an <see cref="ImageAugmentation"/> begins with.</summary>
/// <typeparam name="T">The number type.</typeparam>
public sealed class MatrixSource<T> : IBatchSource<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> examples;
    private readonly Matrix<T> labels;
    private readonly ulong? seed;
    private readonly int[] order;
    private int orderedEpoch = -1;

    /// <summary>Makes a source of matrices, which are not copied.</summary>
    /// <param name="x">X, (features × m).</param>
    /// <param name="y">Y, (outputs × m).</param>
    /// <param name="seed">The seed of the order, which follows from it and the epoch; <see langword="null"/> takes the examples as they lie.</param>
    /// <exception cref="ShapeMismatchException">The matrices hold no example, or different numbers of examples.</exception>
    public MatrixSource([Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y, ulong? seed = 1)
    {
        if (x.Columns != y.Columns || x.Columns == 0)
        {
            throw new ShapeMismatchException(string.Create(
                CultureInfo.InvariantCulture, $"MatrixSource: x holds {x.Columns} examples and y holds {y.Columns}; both must hold the same, 1 or more."));
        }

        (examples, labels, this.seed) = (x, y, seed);
        order = new int[x.Columns];
    }

    /// <inheritdoc/>
    public long Examples => examples.Columns;

    /// <inheritdoc/>
    public void Read(int epoch, long start, [Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y, CancellationToken cancellationToken)
    {
        if (seed is not { } drawn)
        {
            x.CopyFrom(examples.SliceColumns((int)start, x.Columns));
            y.CopyFrom(labels.SliceColumns((int)start, y.Columns));
            return;
        }

        if (orderedEpoch != epoch)
        {
            EpochSeed.Permute(order, drawn, epoch);
            orderedEpoch = epoch;
        }

        for (int j = 0; j < x.Columns; j++)
        {
            int example = order[(int)start + j];
            x.Column(j).CopyFrom(examples.Column(example));
            y.Column(j).CopyFrom(labels.Column(example));
        }
    }
}
