using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

using DnnGen.Kernels;

namespace DnnGen;

/// <summary>
/// A matrix of <see cref="Rows"/> × <see cref="Columns"/> numbers: a strided view over managed memory.
/// </summary>
/// <remarks>
/// <para>
/// Columns are examples and rows are features, as in the method's notation. A matrix that this library creates keeps
/// each column contiguous, so a mini-batch is a slice of columns, and neither slicing nor <see cref="Transpose"/>
/// copies anything.
/// </para>
/// <para>
/// The type is a small value, like <see cref="Span{T}"/>: copying it copies the view and not the numbers. Two views of
/// the same memory see each other's writes. <c>default</c> is the empty (0 × 0) matrix.
/// </para>
/// </remarks>
/// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Matrix<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[]? array;
    private readonly int offset;

    internal Matrix(T[]? array, int offset, int rows, int columns, int rowStride, int columnStride)
    {
        this.array = array;
        this.offset = offset;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    /// <summary>The number of rows: features, or units of a layer.</summary>
    public int Rows { get; }

    /// <summary>The number of columns: examples.</summary>
    public int Columns { get; }

    /// <summary>The distance in memory, in elements, from one row to the next.</summary>
    internal int RowStride { get; }

    /// <summary>The distance in memory, in elements, from one column to the next.</summary>
    internal int ColumnStride { get; }

    /// <summary>Whether the matrix holds no element, because it has no row or no column.</summary>
    internal bool IsEmpty => Rows == 0 || Columns == 0;

    /// <summary>The place of the last element in the array; the matrix must not be empty.</summary>
    private int LastOffset => offset + ((Rows - 1) * RowStride) + ((Columns - 1) * ColumnStride);

    /// <summary>Whether column follows column in memory without a gap.</summary>
    internal bool IsContiguousByColumns =>
        IsEmpty || ((RowStride == 1 || Rows == 1) && (ColumnStride == Rows || Columns == 1));

    /// <summary>The element in row <paramref name="row"/> and column <paramref name="column"/>, both counted from 0.</summary>
    /// <param name="row">The row, from 0 to <see cref="Rows"/> − 1.</param>
    /// <param name="column">The column, from 0 to <see cref="Columns"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column lies outside the matrix.</exception>
    public ref T this[int row, int column]
    {
        get
        {
            if ((uint)row >= (uint)Rows || (uint)column >= (uint)Columns)
            {
                ThrowOutside(row, column);
            }

            return ref array![offset + (row * RowStride) + (column * ColumnStride)];
        }
    }

    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="rows">The number of rows, 0 or more.</param>
    /// <param name="columns">The number of columns, 0 or more.</param>
    /// <returns>A (<paramref name="rows"/> × <paramref name="columns"/>) matrix, each column contiguous.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the product exceeds the length of an array.</exception>
    [return: Shape("rows", "columns")]
    public static Matrix<T> Zeros(int rows, int columns) => OfColumns(new T[CheckedLength(rows, columns)], rows, columns);

    /// <summary>Creates a matrix from rows of numbers, as they are written on paper; the numbers are copied.</summary>
    /// <param name="rows">The numbers, <c>rows[i, j]</c> for row i and column j.</param>
    /// <returns>A matrix of the same shape.</returns>
    [return: Shape("r", "c")]
    public static Matrix<T> FromRows([Shape("r", "c")] T[,] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var matrix = Zeros(rows.GetLength(0), rows.GetLength(1));
        int first = rows.GetLowerBound(0), second = rows.GetLowerBound(1);
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                matrix[i, j] = rows[first + i, second + j];
            }
        }

        return matrix;
    }

    /// <summary>Wraps an array that holds one example after another; nothing is copied.</summary>
    /// <param name="data">All features of example 0, then all of example 1, …; the matrix shares this memory.</param>
    /// <param name="features">The numbers in one example: the rows of the matrix.</param>
    /// <param name="examples">The number of examples: the columns of the matrix.</param>
    /// <returns>A (<paramref name="features"/> × <paramref name="examples"/>) view of <paramref name="data"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ShapeMismatchException">The length of the data is not features · examples.</exception>
    [return: Shape("features", "examples")]
    public static Matrix<T> FromExamples([Shape("features * examples")] T[] data, int features, int examples)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(features);
        ArgumentOutOfRangeException.ThrowIfNegative(examples);
        if ((long)features * examples != data.Length)
        {
            throw WrongLength(data.Length, features, examples);
        }

        return OfColumns(data, features, examples);
    }

    /// <summary>The transposed view: element (i, j) is this matrix's (j, i). Nothing is copied.</summary>
    /// <returns>A (<see cref="Columns"/> × <see cref="Rows"/>) view of the same memory.</returns>
    [return: Shape("Columns", "Rows")]
    public Matrix<T> Transpose() => new(array, offset, Columns, Rows, ColumnStride, RowStride);

    /// <summary>The view of <paramref name="count"/> neighbouring columns, for example a mini-batch. Nothing is copied.</summary>
    /// <param name="start">The first column.</param>
    /// <param name="count">The number of columns.</param>
    /// <returns>A (<see cref="Rows"/> × <paramref name="count"/>) view of the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches outside the matrix.</exception>
    [return: Shape("Rows", "count")]
    public Matrix<T> SliceColumns(int start, int count)
    {
        CheckRange("column", start, count, Columns);
        return new(array, offset + (start * ColumnStride), Rows, count, RowStride, ColumnStride);
    }

    /// <summary>The view of <paramref name="count"/> neighbouring rows. Nothing is copied.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <returns>A (<paramref name="count"/> × <see cref="Columns"/>) view of the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches outside the matrix.</exception>
    [return: Shape("count", "Columns")]
    public Matrix<T> SliceRows(int start, int count)
    {
        CheckRange("row", start, count, Rows);
        return new(array, offset + (start * RowStride), count, Columns, RowStride, ColumnStride);
    }

    /// <summary>The view of one row.</summary>
    /// <param name="row">The row, from 0 to <see cref="Rows"/> − 1.</param>
    /// <returns>A (1 × <see cref="Columns"/>) view of the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The row lies outside the matrix.</exception>
    [return: Shape("1", "Columns")]
    public Matrix<T> Row(int row) => SliceRows(row, 1);

    /// <summary>The view of one column: one example.</summary>
    /// <param name="column">The column, from 0 to <see cref="Columns"/> − 1.</param>
    /// <returns>A (<see cref="Rows"/> × 1) view of the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column lies outside the matrix.</exception>
    [return: Shape("Rows", "1")]
    public Matrix<T> Column(int column) => SliceColumns(column, 1);

    /// <summary>
    /// The same numbers in another shape, read and written column by column (each example's features in order).
    /// A matrix whose columns follow each other in memory gives a view; any other is copied.
    /// </summary>
    /// <param name="rows">The new number of rows.</param>
    /// <param name="columns">The new number of columns.</param>
    /// <returns>A (<paramref name="rows"/> × <paramref name="columns"/>) matrix.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ShapeMismatchException">The new shape holds another number of elements.</exception>
    [return: Shape("rows", "columns")]
    public Matrix<T> Reshape(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if ((long)rows * columns != (long)Rows * Columns)
        {
            throw WrongLength((long)Rows * Columns, rows, columns);
        }

        var source = IsContiguousByColumns ? this : Copy();
        return new(source.array, source.offset, rows, columns, 1, rows);
    }

    /// <summary>Copies the numbers into a matrix of their own, each column contiguous.</summary>
    /// <returns>A matrix of the same shape that shares no memory with this one.</returns>
    [return: Shape("Rows", "Columns")]
    public Matrix<T> Copy()
    {
        var copy = Zeros(Rows, Columns);
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Overwrites the numbers of this matrix with those of <paramref name="source"/>.</summary>
    /// <param name="source">A matrix of the same shape; it may be another view of the same memory.</param>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    public void CopyFrom([Shape("Rows", "Columns")] Matrix<T> source)
    {
        if (source.Rows != Rows || source.Columns != Columns)
        {
            throw ShapeMismatchException.Saying(ShapeSentences.ElementWise(
                "CopyFrom", ShapeSentences.Of(Rows, Columns), ShapeSentences.Of(source.Rows, source.Columns)));
        }

        bool sameView = source.offset == offset && source.RowStride == RowStride && source.ColumnStride == ColumnStride;
        if (ReferenceEquals(source.array, array) && !sameView && !IsEmpty
            && source.offset <= LastOffset && offset <= source.LastOffset)
        {
            // Two views of one stretch of memory may overlap: read everything before anything is written.
            source = source.Copy();
        }

        ElementWise.Copy(source, this);
    }

    /// <summary>Sets every element to <paramref name="value"/>.</summary>
    /// <param name="value">The number to write.</param>
    public void Fill(T value)
    {
        if (IsContiguous)
        {
            Numbers.Fill(value);
            return;
        }

        for (int j = 0; j < Columns; j++)
        {
            for (int i = 0; i < Rows; i++)
            {
                At(i, j) = value;
            }
        }
    }

    /// <summary>Copies the numbers into a two-dimensional array, <c>[i, j]</c> for row i and column j.</summary>
    /// <returns>An array of <see cref="Rows"/> × <see cref="Columns"/>.</returns>
    public T[,] ToArray()
    {
        var result = new T[Rows, Columns];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                result[i, j] = At(i, j);
            }
        }

        return result;
    }

    /// <summary>The shape and, in the method's bracket notation, up to 8 × 8 of the numbers.</summary>
    /// <returns>Text such as <c>(2 × 2) [[1 2] [3 4]]</c>, the same in every culture.</returns>
    public override string ToString()
    {
        const int most = 8;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"({Rows} × {Columns}) [");
        for (int i = 0; i < Math.Min(Rows, most); i++)
        {
            text.Append(i == 0 ? "[" : " [");
            for (int j = 0; j < Math.Min(Columns, most); j++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(j == 0 ? "" : " ")}{At(i, j)}");
            }

            text.Append(Columns > most ? " …]" : "]");
        }

        return text.Append(Rows > most ? " …]" : "]").ToString();
    }

    /// <summary>The matrix product, (r × k)·(k × c) = (r × c).</summary>
    /// <param name="left">The (r × k) matrix.</param>
    /// <param name="right">The (k × c) matrix.</param>
    /// <returns>A new (r × c) matrix.</returns>
    /// <exception cref="ShapeMismatchException">The columns of the left matrix are not as many as the rows of the right one.</exception>
    [return: Shape("r", "c")]
    public static Matrix<T> operator *([Shape("r", "k")] Matrix<T> left, [Shape("k", "c")] Matrix<T> right) => Matrix.Multiply(left, right);

    /// <summary>Every element times a number.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The matrix.</param>
    /// <returns>A new matrix of the same shape.</returns>
    [return: Shape("r", "c")]
    public static Matrix<T> operator *(T left, [Shape("r", "c")] Matrix<T> right) => Matrix.Scale(left, right);

    /// <summary>Every element times a number.</summary>
    /// <param name="left">The matrix.</param>
    /// <param name="right">The number.</param>
    /// <returns>A new matrix of the same shape.</returns>
    [return: Shape("r", "c")]
    public static Matrix<T> operator *([Shape("r", "c")] Matrix<T> left, T right) => Matrix.Scale(right, left);

    /// <summary>The sum, element by element; a (rows × 1) matrix on the right is added to every column.</summary>
    /// <param name="left">The first summand.</param>
    /// <param name="right">The second summand: of the same shape, or (rows × 1).</param>
    /// <returns>A new matrix of the left one's shape.</returns>
    /// <exception cref="ShapeMismatchException">The right matrix has neither shape.</exception>
    [return: Shape("r", "c")]
    public static Matrix<T> operator +([Shape("r", "c")] Matrix<T> left, [Shape("r", "c | 1")] Matrix<T> right) => Matrix.Add(left, right);

    /// <summary>The difference, element by element; a (rows × 1) matrix on the right is subtracted from every column.</summary>
    /// <param name="left">The matrix to subtract from.</param>
    /// <param name="right">What is subtracted: of the same shape, or (rows × 1).</param>
    /// <returns>A new matrix of the left one's shape.</returns>
    /// <exception cref="ShapeMismatchException">The right matrix has neither shape.</exception>
    [return: Shape("r", "c")]
    public static Matrix<T> operator -([Shape("r", "c")] Matrix<T> left, [Shape("r", "c | 1")] Matrix<T> right) => Matrix.Subtract(left, right);

    /// <summary>Every element with the other sign.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <returns>A new matrix of the same shape.</returns>
    [return: Shape("r", "c")]
    public static Matrix<T> operator -([Shape("r", "c")] Matrix<T> matrix) => Matrix.Scale(-T.One, matrix);

    /// <summary>Wraps memory in which column follows column.</summary>
    internal static Matrix<T> OfColumns(T[] array, int rows, int columns) => new(array, 0, rows, columns, 1, rows);

    /// <summary>Wraps memory in which row follows row, from <paramref name="offset"/> on.</summary>
    internal static Matrix<T> OfRows(T[] array, int offset, int rows, int columns) => new(array, offset, rows, columns, columns, 1);

    /// <summary>Whether each column begins where the one before it ends, whatever lies between two rows: what <see cref="Steps"/> needs.</summary>
    internal bool FollowsStepByStep => Columns <= 1 || ColumnStride == (long)Rows * RowStride;

    /// <summary>
    /// The same numbers with a step of the sequence in each column: (features × steps·m). The columns must follow each other,
    /// as those of the workspace do, or there is only one.
    /// </summary>
    internal Matrix<T> Steps(int features) => features == Rows ? this : new(array, offset, features, Rows / features * Columns, RowStride, features * RowStride);

    /// <summary>Columns that begin <paramref name="columnStride"/> numbers apart, and may overlap, in a column whose numbers follow each other.</summary>
    internal Matrix<T> Windows(int start, int rows, int columns, int columnStride) => new(array, offset + start, rows, columns, 1, columnStride);

    /// <summary>A view that shows this (rows × 1) column <paramref name="count"/> times; it must not be written to.</summary>
    internal Matrix<T> RepeatColumn(int count) => new(array, offset, Rows, count, RowStride, 0);

    /// <summary>The element (i, j), unchecked but for the bounds of the array.</summary>
    internal ref T At(int row, int column) => ref array![offset + (row * RowStride) + (column * ColumnStride)];

    /// <summary>The first element, from which kernels count with the strides; the matrix must not be empty.</summary>
    internal ref T Origin => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array!), offset);

    /// <summary>Whether the numbers lie in one piece of memory, column after column or row after row.</summary>
    internal bool IsContiguous => IsContiguousByColumns || Transpose().IsContiguousByColumns;

    /// <summary>The numbers of a matrix for which <see cref="IsContiguous"/> holds, in the order in which they lie.</summary>
    internal Span<T> Numbers => IsEmpty ? [] : array.AsSpan(offset, Rows * Columns);

    /// <summary>The numbers of one row; the column stride must be 1.</summary>
    internal Span<T> RowSpan(int row) => Columns == 0 ? [] : array.AsSpan(offset + (row * RowStride), Columns);

    /// <summary>The numbers of one column; the row stride must be 1.</summary>
    internal Span<T> ColumnSpan(int column) => Rows == 0 ? [] : array.AsSpan(offset + (column * ColumnStride), Rows);

    /// <summary>The numbers of a (rows × 1) matrix whose rows follow each other in memory: a bias.</summary>
    internal Span<T> ColumnOfOne() => Rows == 0 ? [] : array.AsSpan(offset, Rows);

    private static int CheckedLength(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        long length = (long)rows * columns;
        if (length > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(columns),
                string.Create(CultureInfo.InvariantCulture, $"A ({rows} × {columns}) matrix holds {length} numbers; one matrix holds at most {Array.MaxLength}."));
        }

        return (int)length;
    }

    private static void CheckRange(string what, int start, int count, int size)
    {
        if ((uint)start > (uint)size || (uint)count > (uint)(size - start))
        {
            throw new ArgumentOutOfRangeException(
                nameof(start),
                string.Create(CultureInfo.InvariantCulture, $"The slice takes {ShapeSentences.Count(count, what)} from {start} on; this matrix has {ShapeSentences.Count(size, what)}."));
        }
    }

    private static ShapeMismatchException WrongLength(long length, int rows, int columns) => ShapeMismatchException.Saying(ShapeSentences.DataLength(
        ShapeSentences.Text(length), ShapeSentences.Text(rows), ShapeSentences.Text(columns), ShapeSentences.Text((long)rows * columns)));

    private void ThrowOutside(int row, int column) => throw new ArgumentOutOfRangeException(
        nameof(row),
        string.Create(CultureInfo.InvariantCulture, $"The element [{row}, {column}] lies outside this ({Rows} × {Columns}) matrix."));
}
