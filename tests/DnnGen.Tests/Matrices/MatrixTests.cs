using System.Globalization;

using CsCheck;

namespace DnnGen.Tests.Matrices;

public sealed class MatrixTests
{
    private static readonly int[] Sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33];

    private static readonly Gen<int> Size = Gen.OneOfConst(Sizes);

    [Fact]
    public void Zeros_has_the_shape_and_holds_zeros()
    {
        foreach (int rows in Sizes)
        {
            var matrix = Matrix<float>.Zeros(rows, 5);
            Assert.Equal((rows, 5), (matrix.Rows, matrix.Columns));
            Assert.All(matrix.ToArray().Cast<float>(), value => Assert.Equal(0f, value));
        }
    }

    [Fact]
    public void The_default_matrix_is_empty_and_usable()
    {
        Matrix<double> empty = default;
        Assert.Equal((0, 0), (empty.Rows, empty.Columns));
        Assert.Empty(empty.ToArray());
        Assert.Equal((0, 0), ((empty * empty) + empty - empty).Shape());
        Assert.Equal((0, 0), empty.Transpose().Shape());
        Assert.Equal((0, 3), empty.Reshape(0, 3).Shape());
        Assert.Equal("(0 × 0) []", empty.ToString());
    }

    [Fact]
    public void FromRows_reads_as_written_and_copies()
    {
        float[,] rows = { { 1, 2, 3 }, { 4, 5, 6 } };
        var matrix = Matrix<float>.FromRows(rows);
        Assert.Equal(rows, matrix.ToArray());
        rows[0, 0] = 9;
        Assert.Equal(1, matrix[0, 0]);
        var shifted = (float[,])Array.CreateInstance(typeof(float), [1, 2], [5, -3]);
        shifted[5, -3] = 1;
        shifted[5, -2] = 2;
        Assert.Equal(new float[,] { { 1, 2 } }, Matrix<float>.FromRows(shifted).ToArray());
    }

    [Fact]
    public void FromExamples_wraps_one_example_after_another_without_a_copy()
    {
        float[] data = [1, 2, 3, 4, 5, 6];
        var matrix = Matrix<float>.FromExamples(data, 3, 2);
        Assert.Equal(new float[,] { { 1, 4 }, { 2, 5 }, { 3, 6 } }, matrix.ToArray());
        matrix[2, 1] = 60;
        data[0] = 10;
        Assert.Equal(60, data[5]);
        Assert.Equal(10, matrix[0, 0]);
    }

    [Fact]
    public void Views_share_memory_and_show_the_right_elements()
    {
        var matrix = Counting(4, 5);
        Assert.Equal(matrix[3, 1], matrix.Transpose()[1, 3]);
        Assert.Equal(matrix[2, 3], matrix.SliceColumns(1, 3)[2, 2]);
        Assert.Equal(matrix[2, 3], matrix.SliceRows(1, 3)[1, 3]);
        Assert.Equal(matrix[2, 3], matrix.Row(2)[0, 3]);
        Assert.Equal(matrix[2, 3], matrix.Column(3)[2, 0]);
        Assert.Equal(matrix[2, 3], matrix.Transpose().SliceRows(2, 2).Transpose().SliceRows(2, 1)[0, 1]);
        matrix.SliceColumns(1, 3).Transpose()[2, 2] = -1;
        Assert.Equal(-1, matrix[2, 3]);
        Assert.Equal((4, 0), matrix.SliceColumns(5, 0).Shape());
        Assert.Equal((0, 5), matrix.SliceRows(4, 0).Shape());
    }

    [Fact]
    public void Reshape_reads_column_by_column_and_shares_contiguous_memory_alone()
    {
        var matrix = Counting(4, 6);
        var reshaped = matrix.Reshape(8, 3);
        Assert.Equal(matrix[1, 1], reshaped[5, 0]);
        reshaped[5, 0] = -1;
        Assert.Equal(-1, matrix[1, 1]);
        var batch = matrix.SliceColumns(2, 2).Reshape(2, 4);
        batch[0, 0] = -2;
        Assert.Equal(-2, matrix[0, 2]);

        var transposed = matrix.Transpose().Reshape(8, 3);
        Assert.Equal(matrix[0, 5], transposed[5, 0]);
        transposed[5, 0] = -3;
        Assert.NotEqual(-3, matrix[0, 5]);
    }

    [Fact]
    public void Copies_between_all_kinds_of_views_move_every_element()
    {
        var cases = from rows in Size from columns in Size from source in Gen.Int[0, 3] from target in Gen.Int[0, 3] select (rows, columns, source, target);
        cases.Cases(500, c =>
        {
            var source = As(c.source, Counting(c.rows, c.columns));
            var target = As(c.target, Matrix<double>.Zeros(c.rows, c.columns));
            target.CopyFrom(source);
            Assert.Equal(source.ToArray(), target.ToArray());
            Assert.Equal(source.ToArray(), source.Copy().ToArray());
        });
    }

    [Fact]
    public void Copying_a_matrix_onto_its_own_transpose_reads_before_it_writes()
    {
        var matrix = Counting(3, 3);
        var expected = matrix.Transpose().ToArray();
        matrix.CopyFrom(matrix.Transpose());
        Assert.Equal(expected, matrix.ToArray());
    }

    [Fact]
    public void Copying_between_overlapping_slices_reads_before_it_writes()
    {
        foreach (var make in (Func<Matrix<double>>[])[() => Counting(3, 6), () => As(1, Counting(3, 6))])
        {
            var forward = make();
            var expected = forward.SliceColumns(0, 4).ToArray();
            forward.SliceColumns(2, 4).CopyFrom(forward.SliceColumns(0, 4));
            Assert.Equal(expected, forward.SliceColumns(2, 4).ToArray());

            var backward = make();
            expected = backward.SliceColumns(2, 4).ToArray();
            backward.SliceColumns(0, 4).CopyFrom(backward.SliceColumns(2, 4));
            Assert.Equal(expected, backward.SliceColumns(0, 4).ToArray());

            var down = make();
            expected = down.SliceRows(0, 2).ToArray();
            down.SliceRows(1, 2).CopyFrom(down.SliceRows(0, 2));
            Assert.Equal(expected, down.SliceRows(1, 2).ToArray());
        }
    }

    [Fact]
    public void Arithmetic_is_element_by_element_in_every_view()
    {
        var cases = from rows in Size from columns in Size from left in Gen.Int[0, 3] from right in Gen.Int[0, 3] select (rows, columns, left, right);
        cases.Cases(500, c =>
        {
            Matrix<double> a = As(c.left, Counting(c.rows, c.columns)), b = As(c.right, 0.5 * Counting(c.rows, c.columns) + Matrix<double>.FromRows(Ones(c.rows)));
            Matrix<double> sum = a + b, difference = a - b, product = Matrix.Hadamard(a, b), scaled = 3 * a, scaledRight = a * 3, negative = -a;
            var column = Counting(c.rows, 1);
            Matrix<double> raised = a + column, lowered = a - As(c.right, column);
            for (int i = 0; i < c.rows; i++)
            {
                for (int j = 0; j < c.columns; j++)
                {
                    Assert.Equal(a[i, j] + b[i, j], sum[i, j]);
                    Assert.Equal(a[i, j] - b[i, j], difference[i, j]);
                    Assert.Equal(a[i, j] * b[i, j], product[i, j]);
                    Assert.Equal(3 * a[i, j], scaled[i, j]);
                    Assert.Equal(3 * a[i, j], scaledRight[i, j]);
                    Assert.Equal(-a[i, j], negative[i, j]);
                    Assert.Equal(a[i, j] + column[i, 0], raised[i, j]);
                    Assert.Equal(a[i, j] - column[i, 0], lowered[i, j]);
                }
            }
        });

        static double[,] Ones(int rows)
        {
            double[,] ones = new double[rows, 1];
            for (int i = 0; i < rows; i++)
            {
                ones[i, 0] = 1;
            }

            return ones;
        }
    }

    [Fact]
    public void A_product_over_no_inner_elements_is_zero() =>
        Assert.Equal(new double[2, 3], (Matrix<double>.Zeros(2, 0) * Matrix<double>.Zeros(0, 3)).ToArray());

    [Fact]
    public void Fill_stays_inside_its_view()
    {
        var matrix = Counting(4, 5);
        matrix.SliceRows(1, 2).SliceColumns(2, 2).Fill(-7);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                Assert.Equal(i is 1 or 2 && j is 2 or 3 ? -7 : Counting(4, 5)[i, j], matrix[i, j]);
            }
        }
    }

    [Fact]
    public void Text_is_the_methods_brackets_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("(2 × 2) [[1.5 -2] [3 4]]", Matrix<float>.FromRows(new[,] { { 1.5f, -2 }, { 3, 4 } }).ToString());
            Assert.Equal("(1 × 9) [[0 0 0 0 0 0 0 0 …]]", Matrix<float>.Zeros(1, 9).ToString());
            Assert.Equal("(9 × 1) [[0] [0] [0] [0] [0] [0] [0] [0] …]", Matrix<float>.Zeros(9, 1).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Wrong_shapes_are_told_in_one_sentence_with_both_shapes()
    {
        Matrix<double> a = Counting(2, 3), b = Counting(2, 4);
        Says("Product: (2 × 3) · (2 × 4) does not exist; the left matrix has 3 columns and the right one 2 rows, which must be equal.", () => a * b);
        Says("Sum: (2 × 3) and (2 × 4) do not fit; the right matrix must be (2 × 3), or (2 × 1) to be added to every column.", () => a + b);
        Says("Difference: (2 × 3) and (3 × 1) do not fit; the right matrix must be (2 × 3), or (2 × 1) to be subtracted from every column.", () => a - Counting(3, 1));
        Says("Hadamard: the shapes (2 × 3) and (2 × 4) differ; both must be the same.", () => Matrix.Hadamard(a, b));
        Says("CopyFrom: the shapes (2 × 3) and (2 × 4) differ; both must be the same.", () => { a.CopyFrom(b); return a; });
        Says("The data hold 6 numbers; a (4 × 2) matrix takes 4 · 2 = 8.", () => a.Reshape(4, 2));
        Says("The data hold 5 numbers; a (2 × 3) matrix takes 2 · 3 = 6.", () => Matrix<double>.FromExamples(new double[5], 2, 3));

        Says("Product: (2 × 1) · (3 × 1) does not exist; the left matrix has 1 column and the right one 3 rows, which must be equal.", () => Counting(2, 1) * Counting(3, 1));
        Says("The data hold 1 number; a (2 × 3) matrix takes 2 · 3 = 6.", () => Matrix<double>.FromExamples(new double[1], 2, 3));

        // 65536 · 65536 is 0 in 32 bits.
        Says("The data hold 0 numbers; a (65536 × 65536) matrix takes 65536 · 65536 = 4294967296.", () => Matrix<double>.FromExamples([], 65536, 65536));

        static void Says(string sentence, Func<Matrix<double>> call) =>
            Assert.Equal(sentence, Assert.Throws<ShapeMismatchException>(() => call()).Message);
    }

    [Fact]
    public void Places_outside_the_matrix_are_refused()
    {
        var matrix = Counting(2, 3);
        foreach (var (row, column) in ((int, int)[])[(-1, 0), (2, 0), (0, -1), (0, 3), (int.MaxValue, int.MaxValue)])
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => matrix[row, column]);
            Assert.StartsWith($"The element [{row}, {column}] lies outside this (2 × 3) matrix.", exception.Message, StringComparison.Ordinal);
        }

        foreach (var (start, count) in ((int, int)[])[(-1, 1), (0, 4), (4, 0), (1, 3), (2, -1), (1, int.MaxValue)])
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => matrix.SliceColumns(start, count));
            Assert.StartsWith($"The slice takes {count} {(count == 1 ? "column" : "columns")} from {start} on; this matrix has 3 columns.", exception.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Transpose().SliceRows(start, count));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Column(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix<float>.Zeros(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix<float>.Zeros(65536, 65536));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Reshape(-2, -3));
        Assert.Throws<ArgumentNullException>(() => Matrix<float>.FromRows(null!));
        Assert.Throws<ArgumentNullException>(() => Matrix<float>.FromExamples(null!, 0, 0));
    }

    /// <summary>A matrix whose elements all differ: 1, 2, 3, … column by column.</summary>
    private static Matrix<double> Counting(int rows, int columns) =>
        Matrix<double>.FromExamples([.. Enumerable.Range(1, rows * columns).Select(i => (double)i)], rows, columns);

    /// <summary>The same numbers in another kind of view: 0 columns, 1 rows, 2 and 3 slices with gaps.</summary>
    private static Matrix<double> As(int kind, Matrix<double> matrix)
    {
        int rows = matrix.Rows, columns = matrix.Columns;
        var view = kind switch
        {
            0 => Matrix<double>.Zeros(rows, columns),
            1 => Matrix<double>.Zeros(columns, rows).Transpose(),
            2 => Matrix<double>.Zeros(rows + 2, columns + 1).SliceRows(1, rows).SliceColumns(1, columns),
            _ => Matrix<double>.Zeros(columns + 2, rows + 1).SliceRows(1, columns).SliceColumns(0, rows).Transpose(),
        };
        view.CopyFrom(matrix);
        return view;
    }
}

internal static class MatrixShape
{
    public static (int Rows, int Columns) Shape<T>(this Matrix<T> matrix)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => (matrix.Rows, matrix.Columns);
}
