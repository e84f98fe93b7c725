using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

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
        if (InOnePiece(a, y))
        {
            sum = TLoss.Loss<T>(z.Numbers, a.Numbers, y.Numbers);
        }
        else
        {
            using var example = new ExampleBuffers<T>(a, y);
            for (int j = 0; j < a.Columns; j++)
            {
                sum += TLoss.Loss(z.IsEmpty ? [] : example.Read(z, j, 0), example.Read(a, j, 1), example.Read(y, j, 2));
            }
        }

        return T.CreateTruncating(sum * TLoss.Weight(a.Rows) / a.Columns);
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
        if (InOnePiece(a, y))
        {
            TLoss.Gradient<T>(a.Numbers, y.Numbers, gradient.Numbers);
        }
        else
        {
            using var example = new ExampleBuffers<T>(a, y);
            for (int j = 0; j < a.Columns; j++)
            {
                var target = example.Target(gradient, j, 0);
                TLoss.Gradient(example.Read(a, j, 1), example.Read(y, j, 2), target);
                ExampleBuffers<T>.Write(target, gradient, j);
            }
        }

        if (TLoss.Weight(a.Rows) is not 1 and var weight)
        {
            TensorPrimitives.Multiply(gradient.Numbers, T.CreateTruncating(weight), gradient.Numbers);
        }
    }

    /// <summary>Loss and derivative of one output of many examples, in networks that are written out; not for a loss that couples outputs.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="output">The logits z for a loss that includes its output activation, the output a for any other.</param>
    /// <param name="y">The labels.</param>
    /// <param name="present">All bits of the places that hold an example; the others add nothing.</param>
    /// <param name="gradient">The derivative with respect to <paramref name="output"/>, without the weight of the loss.</param>
    /// <returns>The loss of all examples, summed in double precision in a few places, without the weight of the loss.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Loss<T>(Lanes<T> output, Lanes<T> y, Lanes<T> present, out Lanes<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var low = TLoss.Loss(output.Low, y.Low, out var lowGradient) & present.Low;
        var high = TLoss.Loss(output.High, y.High, out var highGradient) & present.High;
        gradient = new(lowGradient & present.Low, highGradient & present.High);
        return Registers.Doubles(low) + Registers.Doubles(high);
    }

    /// <summary>Whether output and labels lie in one piece each and in one order, and may be taken so.</summary>
    private static bool InOnePiece<T>(Matrix<T> a, Matrix<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        !TLoss.CouplesUnits
        && ((a.IsContiguousByColumns && y.IsContiguousByColumns)
            || (a.Transpose().IsContiguousByColumns && y.Transpose().IsContiguousByColumns));
}

/// <summary>Gives the columns of matrices as spans: their own memory where a column is contiguous, else a copy in rented memory.</summary>
internal readonly ref struct ExampleBuffers<T>(Matrix<T> a, Matrix<T> y)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[]? rented = HasColumns(a) && HasColumns(y) ? null : ArrayPool<T>.Shared.Rent(3 * a.Rows);

    /// <summary>A column; <paramref name="buffer"/> says which of the three copies it may become.</summary>
    public ReadOnlySpan<T> Read(Matrix<T> matrix, int column, int buffer)
    {
        if (HasColumns(matrix))
        {
            return matrix.ColumnSpan(column);
        }

        var copy = rented.AsSpan(buffer * matrix.Rows, matrix.Rows);
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = matrix.At(i, column);
        }

        return copy;
    }

    /// <summary>Where a column is to be written; <see cref="Write"/> brings it to its place.</summary>
    public Span<T> Target(Matrix<T> matrix, int column, int buffer) =>
        HasColumns(matrix) ? matrix.ColumnSpan(column) : rented.AsSpan(buffer * matrix.Rows, matrix.Rows);

    /// <summary>Brings what was written to <see cref="Target"/> to its place.</summary>
    public static void Write(ReadOnlySpan<T> numbers, Matrix<T> matrix, int column)
    {
        if (!HasColumns(matrix))
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                matrix.At(i, column) = numbers[i];
            }
        }
    }

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    private static bool HasColumns(Matrix<T> matrix) => matrix.RowStride == 1 || matrix.Rows <= 1;
}
