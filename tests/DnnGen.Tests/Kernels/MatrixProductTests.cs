using System.Numerics;

using CsCheck;

using DnnGen.Kernels;

namespace DnnGen.Tests.Kernels;

public sealed class MatrixProductTests
{
    /// <summary>How a factor lies in memory.</summary>
    public enum View
    {
        /// <summary>Column follows column.</summary>
        Columns,

        /// <summary>Row follows row.</summary>
        Rows,

        /// <summary>Columns with a gap between them.</summary>
        SliceOfRows,

        /// <summary>Rows with a gap between them.</summary>
        TransposedSlice,

        /// <summary>Neither rows nor columns are contiguous.</summary>
        Strided,
    }

    /// <summary>0, 1, and around the register widths and the blocks of four rows and two columns.</summary>
    private static readonly int[] Sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 65, 131];

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    [InlineData(0)]
    public void Every_register_width_and_mixture_of_views_agrees_with_the_plain_sum(int width)
    {
        var sample =
            from rows in Gen.OneOfConst(Sizes)
            from inner in Gen.OneOfConst(Sizes)
            from columns in Gen.OneOfConst(Sizes)
            from a in Gen.Enum<View>()
            from b in Gen.Enum<View>()
            from c in Gen.Enum<View>()
            from seed in Gen.ULong
            select (rows, inner, columns, a, b, c, seed);
        sample.Cases(600, s =>
        {
            Compare<float>(width, s.rows, s.inner, s.columns, s.a, s.b, s.c, s.seed, 2e-6);
            Compare<double>(width, s.rows, s.inner, s.columns, s.a, s.b, s.c, s.seed, 4e-15);
        });
    }

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    [InlineData(0)]
    public void Sums_longer_than_a_block_agree_in_every_mixture_of_views(int width)
    {
        foreach (var a in Enum.GetValues<View>())
        {
            foreach (var b in Enum.GetValues<View>())
            {
                foreach (var c in Enum.GetValues<View>())
                {
                    Compare<float>(width, 9, 1027, 35, a, b, c, 1, 1e-5);
                    Compare<float>(width, 14, 270, 37, a, b, c, 1, 1e-5);
                }
            }
        }

        // A few outputs of many examples, alone and in more than one block of the sum.
        foreach (int outputs in new[] { 2, 3, 4, 5, 7, 8, 9, 10, 15, 16 })
        {
            Compare<float>(width, outputs, 20, 209, View.Rows, View.Columns, View.Columns, 1, 2e-6);
            Compare<float>(width, outputs, 600, 23, View.Columns, View.Rows, View.Columns, 1, 1e-5);
            Compare<double>(width, 209, 20, outputs, View.Rows, View.Columns, View.Rows, 1, 4e-15);
        }

        // Few rows of many columns, with a rest of the columns and of the sum.
        foreach (int inner in new[] { 8, 9, 11, 209 })
        {
            Compare<float>(width, 20, inner, 1027, View.Columns, View.Rows, View.Rows, 1, 1e-5);
            Compare<double>(width, 9, inner, 1031, View.Rows, View.TransposedSlice, View.TransposedSlice, 1, 1e-13);
        }

        // More than one block of rows, of columns and of the sum, where A and B are copied.
        Compare<float>(width, 103, 300, 530, View.Columns, View.Columns, View.Rows, 2, 1e-5);
        Compare<float>(width, 260, 300, 257, View.Rows, View.Columns, View.Columns, 2, 1e-5);
        Compare<float>(width, 70, 300, 17, View.Rows, View.Columns, View.Columns, 2, 1e-5);
        Compare<double>(width, 9, 2050, 131, View.Rows, View.Rows, View.Rows, 2, 1e-13);
        Compare<double>(width, 9, 2050, 131, View.Rows, View.Columns, View.Columns, 2, 1e-13);
    }

    [Theory]
    [InlineData(20, 3000, 209, View.Rows, View.Columns, View.Columns)]
    [InlineData(20, 209, 3000, View.Columns, View.Rows, View.Rows)]
    [InlineData(301, 300, 299, View.Rows, View.Columns, View.Columns)]
    [InlineData(301, 300, 299, View.Columns, View.Rows, View.Columns)]
    [InlineData(1, 100_000, 17, View.Rows, View.Columns, View.Rows)]
    [InlineData(7, 20, 30_001, View.Rows, View.Columns, View.Columns)]
    [InlineData(300, 33, 900, View.Columns, View.Rows, View.Rows)]
    public void The_number_of_threads_changes_no_bit(int rows, int inner, int columns, View viewA, View viewB, View viewC)
    {
        Matrix<float> a = Draw<float>(rows, inner, viewA, 1), b = Draw<float>(inner, columns, viewB, 2);
        int threads = Parallelism.MaxThreads;
        try
        {
            float[,]? alone = null;
            foreach (int count in new[] { 1, 2, 3, 4, 8 })
            {
                Parallelism.MaxThreads = count;
                var c = Draw<float>(rows, columns, viewC, 3);
                MatrixProduct.Add(a, b, c, 0.5f);
                alone ??= c.ToArray();
                Assert.Equal(alone, c.ToArray());
            }
        }
        finally
        {
            Parallelism.MaxThreads = threads;
        }
    }

    [Fact]
    public void One_example_alone_gives_the_same_bits_as_in_a_batch()
    {
        Matrix<float> w = Draw<float>(20, 100, View.Rows, 1), x = Draw<float>(100, 9, View.Columns, 2);
        var batch = w * x;
        for (int j = 0; j < 9; j++)
        {
            Assert.Equal(batch.Column(j).ToArray(), (w * x.Column(j)).ToArray());
        }
    }

    [Fact]
    public void No_mixture_of_views_allocates()
    {
        foreach (var a in Enum.GetValues<View>())
        {
            foreach (var b in Enum.GetValues<View>())
            {
                foreach (var c in Enum.GetValues<View>())
                {
                    Matrix<float> left = Draw<float>(17, 40, a, 1), right = Draw<float>(40, 70, b, 2), sum = Draw<float>(17, 70, c, 3);

                    // The first call fills the pool, and a garbage collection may empty it again between two calls.
                    long fewest = long.MaxValue;
                    for (int call = 0; call < 5; call++)
                    {
                        long before = GC.GetAllocatedBytesForCurrentThread();
                        MatrixProduct.Add(left, right, sum, 1f);
                        fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
                    }

                    Assert.Equal(0, fewest);
                }
            }
        }
    }

    [Fact]
    public void What_is_not_a_number_in_one_example_stays_in_that_example()
    {
        Matrix<float> w = Draw<float>(7, 20, View.Rows, 1), x = Draw<float>(20, 40, View.Columns, 2);
        var expected = w * x;
        x[3, 17] = float.NaN;
        x[5, 21] = float.PositiveInfinity;
        var product = w * x;
        for (int j = 0; j < 40; j++)
        {
            if (j is 17 or 21)
            {
                Assert.All(product.Column(j).ToArray().Cast<float>(), number => Assert.False(float.IsFinite(number)));
            }
            else
            {
                Assert.Equal(expected.Column(j).ToArray(), product.Column(j).ToArray());
            }
        }
    }

    [Fact]
    public void NaN_and_infinity_in_a_factor_reach_the_product()
    {
        Matrix<double> a = Draw<double>(3, 9, View.Rows, 1), b = Draw<double>(9, 2, View.Columns, 2);
        a[1, 4] = double.NaN;
        a[2, 8] = double.PositiveInfinity;
        b[8, 1] = 0;
        var product = a * b;
        Assert.False(double.IsNaN(product[0, 0]));
        Assert.Equal(double.NaN, product[1, 0]);
        Assert.True(double.IsInfinity(product[2, 0]));
        Assert.Equal(double.NaN, product[2, 1]);
    }

    private static void Compare<T>(int width, int rows, int inner, int columns, View viewA, View viewB, View viewC, ulong seed, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix<T> a = Draw<T>(rows, inner, viewA, seed), b = Draw<T>(inner, columns, viewB, seed + 1), c = Draw<T>(rows, columns, viewC, seed + 2);
        var scale = T.CreateTruncating(-0.75);
        var before = c.Copy();
        MatrixProduct.Add(a, b, c, scale, width);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = double.CreateTruncating(before[i, j]), magnitude = 1;
                for (int k = 0; k < inner; k++)
                {
                    double product = -0.75 * double.CreateTruncating(a[i, k]) * double.CreateTruncating(b[k, j]);
                    sum += product;
                    magnitude += Math.Abs(product);
                }

                double difference = double.CreateTruncating(c[i, j]) - sum;
                Assert.True(
                    Math.Abs(difference) <= tolerance * magnitude,
                    $"({rows} × {inner})·({inner} × {columns}), {viewA}·{viewB} to {viewC}, width {width}, [{i}, {j}] differs by {difference}.");
            }
        }
    }

    /// <summary>A matrix of normal numbers in a view; the memory around it is NaN, so that reading past the view shows.</summary>
    private static Matrix<T> Draw<T>(int rows, int columns, View view, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new SeededRandom(seed);
        var matrix = view switch
        {
            View.Columns => Nothing(rows, columns),
            View.Rows => Nothing(columns, rows).Transpose(),
            View.SliceOfRows => Nothing(rows + 3, columns + 1).SliceRows(2, rows).SliceColumns(1, columns),
            View.TransposedSlice => Nothing(columns + 3, rows + 1).SliceRows(1, columns).SliceColumns(1, rows).Transpose(),
            _ => Nothing((2 * rows) + 1, columns + 1).EverySecondRow(rows).SliceColumns(1, columns),
        };
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = T.CreateTruncating(random.NextNormal());
            }
        }

        return matrix;

        static Matrix<T> Nothing(int rows, int columns)
        {
            var matrix = Matrix<T>.Zeros(rows, columns);
            matrix.Fill(T.NaN);
            return matrix;
        }
    }
}

internal static class StridedViews
{
    /// <summary>
    /// The rows 0, 2, 4, … of a matrix of its own memory, of an odd number of rows. No public operation makes such a view,
    /// but kernels take any strides.
    /// </summary>
    public static Matrix<T> EverySecondRow<T>(this Matrix<T> matrix, int rows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var data = new T[matrix.Rows * matrix.Columns];
        data.AsSpan().Fill(T.NaN);
        return new Matrix<T>(data, 0, rows, matrix.Columns, 2, matrix.Rows);
    }
}
