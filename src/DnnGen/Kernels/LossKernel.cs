using System.Buffers;
using System.Numerics;

using DnnGen.Losses;

namespace DnnGen.Kernels;

/// <summary>The cost of a batch and its derivative. Generated code calls these after it has checked the shapes.</summary>
/// <typeparam name="TLoss">The loss of one example.</typeparam>
public static class LossKernel<TLoss>
    where TLoss : struct, ILoss
{
    /// <summary>J = 1/m · Σᵢ loss(example i), formula (7) of the method for the binary cross-entropy.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The logits ZL, (n × m), or an empty matrix for a loss that does not read them.</param>
    /// <param name="a">The output AL, (n × m).</param>
    /// <param name="y">The labels Y, (n × m).</param>
    /// <returns>The cost, summed in double precision, example after example.</returns>
    public static T Cost<T>(Matrix<T> z, Matrix<T> a, Matrix<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        using var labels = new ExampleReader<T>(y);
        for (int j = 0; j < a.Columns; j++)
        {
            sum += TLoss.Loss(z.IsEmpty ? [] : z.ColumnSpan(j), a.ColumnSpan(j), labels.Read(j));
        }

        return T.CreateTruncating(sum / a.Columns);
    }

    /// <summary>
    /// The derivative of the loss of every example: dZL for a loss that includes its output activation, dAL for any
    /// other. The 1/m of the mean stands in the gradients of the parameters, as in the method.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The output AL, (n × m).</param>
    /// <param name="y">The labels Y, (n × m).</param>
    /// <param name="gradient">Receives the derivative, (n × m).</param>
    public static void Gradient<T>(Matrix<T> a, Matrix<T> y, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var labels = new ExampleReader<T>(y);
        for (int j = 0; j < a.Columns; j++)
        {
            TLoss.Gradient(a.ColumnSpan(j), labels.Read(j), gradient.ColumnSpan(j));
        }
    }
}

/// <summary>Gives the columns of a matrix as spans: its own memory where a column is contiguous, else a copy in rented memory.</summary>
internal readonly ref struct ExampleReader<T>(Matrix<T> matrix)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> matrix = matrix;
    private readonly T[]? rented = matrix.RowStride == 1 || matrix.Rows <= 1 ? null : ArrayPool<T>.Shared.Rent(matrix.Rows);

    public ReadOnlySpan<T> Read(int column)
    {
        if (rented is null)
        {
            return matrix.ColumnSpan(column);
        }

        for (int i = 0; i < matrix.Rows; i++)
        {
            rented[i] = matrix.At(i, column);
        }

        return rented.AsSpan(0, matrix.Rows);
    }

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
