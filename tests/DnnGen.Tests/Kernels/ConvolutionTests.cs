using System.Numerics;

using CsCheck;

using DnnGen.Activations;
using DnnGen.Kernels;

namespace DnnGen.Tests.Kernels;

/// <summary>Every pass of a convolution against the loops of its definition, over random and edge sizes.</summary>
public sealed class ConvolutionTests
{
    private static readonly Gen<Sizes> Any =
        from groups in Gen.OneOfConst(1, 1, 1, 2, 3)
        from channels in Gen.Int[1, 3]
        from filters in Gen.Frequency((3, Gen.Int[1, 8]), (1, Gen.Int[9, 50]))
        from height in Gen.Int[1, 12]
        from width in Gen.Int[1, 19]
        from kernelHeight in Gen.Int[1, 5]
        from kernelWidth in Gen.Int[1, 5]
        from stride in Gen.Int[1, 4]
        from dilation in Gen.Int[1, 3]
        from top in Gen.Int[0, 4]
        from left in Gen.Int[0, 4]
        from examples in Gen.OneOfConst(1, 2, 5, 23)
        from seed in Gen.UInt
        select new Sizes(groups * channels, height, width, groups * filters, kernelHeight, kernelWidth, stride, dilation, top, left, groups, examples, seed);

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    [InlineData(0)]
    public void Every_register_width_agrees_with_the_plain_loops(int bits) =>
        Any.Where(sizes => sizes.OutputHeight > 0 && sizes.OutputWidth > 0).Cases(250, sizes =>
        {
            Compare<float>(sizes, bits, 1e-5);
            Compare<double>(sizes, bits, 1e-13);
        });

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        var sizes = new Sizes(6, 20, 20, 12, 3, 3, 1, 1, 1, 1, 2, 37, 5);
        var plain = Run<float>(sizes, 256);
        int before = Parallelism.MaxThreads;
        try
        {
            foreach (int threads in (int[])[1, 2, 3, 8])
            {
                Parallelism.MaxThreads = threads;
                var again = Run<float>(sizes, 256);
                Assert.Equal(plain.Z.ToArray(), again.Z.ToArray());
                Assert.Equal(plain.DX.ToArray(), again.DX.ToArray());
                Assert.Equal(plain.DW.ToArray(), again.DW.ToArray());
                Assert.Equal(plain.Db.ToArray(), again.Db.ToArray());
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    [Fact]
    public void Input_that_lies_row_by_row_gives_the_same()
    {
        var sizes = new Sizes(2, 7, 6, 3, 3, 3, 2, 1, 1, 1, 1, 4, 9);
        var (geometry, w, b, x, dZ) = Random<double>(sizes);
        var rows = Matrix<double>.Zeros(x.Columns, x.Rows).Transpose();
        rows.CopyFrom(x);
        Matrix<double> z = Matrix<double>.Zeros(dZ.Rows, 4), other = z.Copy(), dW = Matrix<double>.Zeros(w.Columns, w.Rows).Transpose(), otherDw = dW.Copy().Transpose().Copy().Transpose();
        Matrix<double> db = Matrix<double>.Zeros(3, 1), otherDb = db.Copy();

        Convolution.Forward<double, Identity>(geometry, w, b, x, z, z);
        Convolution.Forward<double, Identity>(geometry, w, b, rows, other, other);
        Convolution.ParameterGradient(geometry, dZ, x, 1.0, keep: false, dW, db);
        Convolution.ParameterGradient(geometry, dZ, rows, 1.0, keep: false, otherDw, otherDb);

        Assert.Equal(z.ToArray(), other.ToArray());
        Assert.Equal(dW.ToArray(), otherDw.ToArray());
    }

    [Fact]
    public void Update_moves_the_weights_against_the_gradient()
    {
        var sizes = new Sizes(2, 7, 6, 3, 3, 3, 1, 1, 0, 0, 1, 4, 9);
        var (geometry, w, b, x, dZ) = Random<double>(sizes);
        Matrix<double> dW = RowByRow<double>(w.Rows, w.Columns), moved = RowByRow<double>(w.Rows, w.Columns), db = Matrix<double>.Zeros(3, 1), movedB = b.Copy();
        moved.CopyFrom(w);
        Convolution.ParameterGradient(geometry, dZ, x, 1.0 / 4, keep: false, dW, db);

        Convolution.ParameterGradient(geometry, dZ, x, -0.1 / 4, keep: true, moved, movedB);

        Check.Close(w - (0.1 * dW), moved, 1e-14);
        Check.Close(b - (0.1 * db), movedB, 1e-14);
    }

    private static void Compare<T>(Sizes sizes, int bits, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (_, w, b, x, dZ) = Random<T>(sizes);
        var (z, dX, dW, db) = Run<T>(sizes, bits);
        Matrix<double> plainZ = Matrix<double>.Zeros(z.Rows, z.Columns), plainDx = Matrix<double>.Zeros(dX.Rows, dX.Columns);
        Matrix<double> plainDw = Matrix<double>.Zeros(dW.Rows, dW.Columns), plainDb = Matrix<double>.Zeros(db.Rows, 1);
        int groupChannels = sizes.Channels / sizes.Groups, groupFilters = sizes.Filters / sizes.Groups;
        for (int e = 0; e < sizes.Examples; e++)
        {
            for (int f = 0; f < sizes.Filters; f++)
            {
                for (int y = 0; y < sizes.OutputHeight; y++)
                {
                    for (int v = 0; v < sizes.OutputWidth; v++)
                    {
                        int output = (((f * sizes.OutputHeight) + y) * sizes.OutputWidth) + v;
                        double gradient = double.CreateTruncating(dZ[output, e]), sum = double.CreateTruncating(b[f, 0]);
                        plainDb[f, 0] += gradient;
                        for (int c = 0; c < groupChannels; c++)
                        {
                            for (int i = 0; i < sizes.KernelHeight; i++)
                            {
                                for (int j = 0; j < sizes.KernelWidth; j++)
                                {
                                    int row = (y * sizes.Stride) + (i * sizes.Dilation) - sizes.Top, column = (v * sizes.Stride) + (j * sizes.Dilation) - sizes.Left;
                                    if (row < 0 || row >= sizes.Height || column < 0 || column >= sizes.Width)
                                    {
                                        continue;
                                    }

                                    int weight = (((c * sizes.KernelHeight) + i) * sizes.KernelWidth) + j;
                                    int pixel = (((((f / groupFilters) * groupChannels) + c) * sizes.Height) + row) * sizes.Width + column;
                                    sum += double.CreateTruncating(w[f, weight]) * double.CreateTruncating(x[pixel, e]);
                                    plainDw[f, weight] += gradient * double.CreateTruncating(x[pixel, e]);
                                    plainDx[pixel, e] += gradient * double.CreateTruncating(w[f, weight]);
                                }
                            }
                        }

                        plainZ[output, e] = sum;
                    }
                }
            }
        }

        Close(plainZ, z, tolerance);
        Close(plainDx, dX, tolerance * 10);
        Close(plainDw, dW, tolerance * 10);
        Close(plainDb, db, tolerance * 10);
    }

    private static void Close<T>(Matrix<double> expected, Matrix<T> actual, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var inDouble = Matrix<double>.Zeros(actual.Rows, actual.Columns);
        for (int i = 0; i < actual.Rows; i++)
        {
            for (int j = 0; j < actual.Columns; j++)
            {
                inDouble[i, j] = double.CreateTruncating(actual[i, j]);
            }
        }

        Check.Close(expected, inDouble, tolerance);
    }

    private static (Matrix<T> Z, Matrix<T> DX, Matrix<T> DW, Matrix<T> Db) Run<T>(Sizes sizes, int bits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (geometry, w, b, x, dZ) = Random<T>(sizes);
        Matrix<T> z = Matrix<T>.Zeros(dZ.Rows, dZ.Columns), dX = Matrix<T>.Zeros(x.Rows, x.Columns);
        Matrix<T> dW = RowByRow<T>(w.Rows, w.Columns), db = Matrix<T>.Zeros(b.Rows, 1);
        dX.Fill(T.NaN);
        dW.Fill(T.NaN);
        db.Fill(T.NaN);
        for (int e = 0; e < sizes.Examples; e++)
        {
            Convolution.Forward(geometry, ref w.Origin, ref b.Origin, ref x.At(0, e), 1, z.ColumnSpan(e), bits);
        }

        Convolution.InputGradient(geometry, w, dZ, dX, bits);
        Convolution.ParameterGradient(geometry, dZ, x, T.One, keep: false, dW, db, bits);
        return (z, dX, dW, db);
    }

    private static (ConvolutionGeometry Geometry, Matrix<T> W, Matrix<T> B, Matrix<T> X, Matrix<T> DZ) Random<T>(Sizes sizes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new SeededRandom(sizes.Seed);
        var geometry = new ConvolutionGeometry(
            sizes.Channels, sizes.Height, sizes.Width, sizes.Filters, sizes.OutputHeight, sizes.OutputWidth, sizes.KernelHeight, sizes.KernelWidth, sizes.Stride, sizes.Dilation, sizes.Top, sizes.Left, sizes.Groups);
        return (
            geometry,
            Fill(RowByRow<T>(sizes.Filters, geometry.Depth)),
            Fill(Matrix<T>.Zeros(sizes.Filters, 1)),
            Fill(Matrix<T>.Zeros(sizes.Channels * sizes.Height * sizes.Width, sizes.Examples)),
            Fill(Matrix<T>.Zeros(sizes.Filters * geometry.OutputSize, sizes.Examples)));

        Matrix<T> Fill(Matrix<T> matrix)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                for (int i = 0; i < matrix.Rows; i++)
                {
                    matrix[i, j] = T.CreateTruncating(random.NextNormal());
                }
            }

            return matrix;
        }
    }

    /// <summary>A matrix as the parameters lie: row after row.</summary>
    private static Matrix<T> RowByRow<T>(int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T> => Matrix<T>.Zeros(columns, rows).Transpose();

    private sealed record Sizes(
        int Channels, int Height, int Width, int Filters, int KernelHeight, int KernelWidth, int Stride, int Dilation, int Top, int Left, int Groups, int Examples, uint Seed)
    {
        /// <summary>With as much padding below and at the right as above and at the left.</summary>
        public int OutputHeight => Count(Height + (2 * Top), KernelHeight);

        public int OutputWidth => Count(Width + (2 * Left), KernelWidth);

        private int Count(int padded, int kernel)
        {
            int extent = ((kernel - 1) * Dilation) + 1;
            return padded < extent ? 0 : ((padded - extent) / Stride) + 1;
        }
    }
}
