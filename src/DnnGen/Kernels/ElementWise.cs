using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>An operation on two numbers, on spans through the vectorised library and one by one where memory has gaps.</summary>
internal interface IElementOperation
{
    /// <summary>Applies the operation to two numbers.</summary>
    static abstract T Invoke<T>(T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Applies the operation to two spans of the same length.</summary>
    static abstract void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

internal readonly struct Addition : IElementOperation
{
    public static T Invoke<T>(T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T> => x + y;

    public static void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Add(x, y, destination);
}

internal readonly struct Subtraction : IElementOperation
{
    public static T Invoke<T>(T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T> => x - y;

    public static void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Subtract(x, y, destination);
}

internal readonly struct Multiplication : IElementOperation
{
    public static T Invoke<T>(T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T> => x * y;

    public static void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Multiply(x, y, destination);
}

/// <summary>Element by element over strided matrices of one shape; the caller has checked the shapes.</summary>
internal static class ElementWise
{
    /// <summary>destination[i, j] = operation(x[i, j], y[i, j]).</summary>
    public static void Apply<T, TOperation>(Matrix<T> x, Matrix<T> y, Matrix<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IElementOperation
    {
        if (x.RowStride == 1 && y.RowStride == 1 && destination.RowStride == 1)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                TOperation.Invoke<T>(x.ColumnSpan(j), y.ColumnSpan(j), destination.ColumnSpan(j));
            }

            return;
        }

        for (int j = 0; j < x.Columns; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                destination.At(i, j) = TOperation.Invoke(x.At(i, j), y.At(i, j));
            }
        }
    }

    /// <summary>destination[i, j] = source[i, j].</summary>
    public static void Copy<T>(Matrix<T> source, Matrix<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (source.ColumnStride == 1 && destination.ColumnStride == 1)
        {
            source = source.Transpose();
            destination = destination.Transpose();
        }

        if (source.RowStride == 1 && destination.RowStride == 1)
        {
            for (int j = 0; j < source.Columns; j++)
            {
                source.ColumnSpan(j).CopyTo(destination.ColumnSpan(j));
            }

            return;
        }

        for (int j = 0; j < source.Columns; j++)
        {
            for (int i = 0; i < source.Rows; i++)
            {
                destination.At(i, j) = source.At(i, j);
            }
        }
    }
}
