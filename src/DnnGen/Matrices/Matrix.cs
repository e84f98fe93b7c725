using System.Numerics;

using DnnGen.Kernels;

namespace DnnGen;

/// <summary>Operations on matrices that give a new matrix; the operators of <see cref="Matrix{T}"/> call these.</summary>
public static class Matrix
{
    /// <summary>The matrix product, (r × k)·(k × c) = (r × c).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="left">The (r × k) matrix.</param>
    /// <param name="right">The (k × c) matrix.</param>
    /// <returns>A new (r × c) matrix.</returns>
    /// <exception cref="ShapeMismatchException">The columns of the left matrix are not as many as the rows of the right one.</exception>
    [return: Shape("r", "c")]
    public static Matrix<T> Multiply<T>([Shape("r", "k")] Matrix<T> left, [Shape("k", "c")] Matrix<T> right)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (left.Columns != right.Rows)
        {
            throw ShapeMismatchException.Saying(ShapeSentences.InnerDimensions(
                ShapeSentences.Of(left.Rows, left.Columns), ShapeSentences.Of(right.Rows, right.Columns), ShapeSentences.Text(left.Columns), ShapeSentences.Text(right.Rows)));
        }

        var product = Matrix<T>.Zeros(left.Rows, right.Columns);
        MatrixProduct.Add(left, right, product, T.One);
        return product;
    }

    /// <summary>The product element by element (∘, what NumPy writes <c>a * b</c>).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor, of the same shape.</param>
    /// <returns>A new matrix of that shape.</returns>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    [return: Shape("r", "c")]
    public static Matrix<T> Hadamard<T>([Shape("r", "c")] Matrix<T> left, [Shape("r", "c")] Matrix<T> right)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (left.Rows != right.Rows || left.Columns != right.Columns)
        {
            throw ShapeMismatchException.Saying(ShapeSentences.ElementWise(
                "Hadamard", ShapeSentences.Of(left.Rows, left.Columns), ShapeSentences.Of(right.Rows, right.Columns)));
        }

        var result = Matrix<T>.Zeros(left.Rows, left.Columns);
        ElementWise.Apply<T, Multiplication>(left, right, result);
        return result;
    }

    /// <summary>Every element times a number.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="factor">The number.</param>
    /// <param name="matrix">The matrix.</param>
    /// <returns>A new matrix of the same shape.</returns>
    [return: Shape("r", "c")]
    public static Matrix<T> Scale<T>(T factor, [Shape("r", "c")] Matrix<T> matrix)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var result = matrix.Copy();
        System.Numerics.Tensors.TensorPrimitives.Multiply(result.Numbers, factor, result.Numbers);
        return result;
    }

    /// <summary>The sum, element by element; a (rows × 1) matrix on the right is added to every column.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="left">The first summand.</param>
    /// <param name="right">The second summand: of the same shape, or (rows × 1).</param>
    /// <returns>A new matrix of the left one's shape.</returns>
    /// <exception cref="ShapeMismatchException">The right matrix has neither shape.</exception>
    [return: Shape("r", "c")]
    public static Matrix<T> Add<T>([Shape("r", "c")] Matrix<T> left, [Shape("r", "c | 1")] Matrix<T> right)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ApplyToColumns<T, Addition>("Sum", left, right);

    /// <summary>The difference, element by element; a (rows × 1) matrix on the right is subtracted from every column.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="left">The matrix to subtract from.</param>
    /// <param name="right">What is subtracted: of the same shape, or (rows × 1).</param>
    /// <returns>A new matrix of the left one's shape.</returns>
    /// <exception cref="ShapeMismatchException">The right matrix has neither shape.</exception>
    [return: Shape("r", "c")]
    public static Matrix<T> Subtract<T>([Shape("r", "c")] Matrix<T> left, [Shape("r", "c | 1")] Matrix<T> right)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ApplyToColumns<T, Subtraction>("Difference", left, right);

    private static Matrix<T> ApplyToColumns<T, TOperation>(string name, Matrix<T> left, Matrix<T> right)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IElementOperation
    {
        bool sameShape = right.Rows == left.Rows && right.Columns == left.Columns;
        if (!sameShape && !(right.Rows == left.Rows && right.Columns == 1))
        {
            throw ShapeMismatchException.Saying(ShapeSentences.Broadcast(
                name, ShapeSentences.Of(left.Rows, left.Columns), ShapeSentences.Of(right.Rows, right.Columns), ShapeSentences.Text(left.Rows)));
        }

        var result = Matrix<T>.Zeros(left.Rows, left.Columns);
        ElementWise.Apply<T, TOperation>(left, sameShape ? right : right.RepeatColumn(left.Columns), result);
        return result;
    }
}
