using System.Numerics;

namespace DnnGen.Tests.Networks;

/// <summary>Transposed convolutions and windows that are no squares, against plain loops.</summary>
public sealed class ConvolutionShapeTests
{
    [Fact]
    public void Transposed_convolutions_spread_every_number_over_its_window()
    {
        Spreads<Threefold, double>((3, 4, 3), (4, 11, 8), kernel: 4, stride: 3, padding: 2, z => z / (1 + Math.Exp(-z)), 1e-12);
        Spreads<Widened, float>((5, 7, 6), (2, 9, 8), kernel: 5, stride: 1, padding: 1, z => z, 1e-4);
        Spreads<FromPoint, double>((6, 1, 1), (3, 5, 5), kernel: 4, stride: 1000, padding: 0, Math.Tanh, 1e-12);
        Spreads<WithGaps, double>((2, 3, 5), (3, 10, 18), kernel: 2, stride: 4, padding: 0, z => z, 1e-12);
    }

    [Fact]
    public void Windows_need_not_be_squares()
    {
        Looks<Wide, double>((3, 5, 9), (4, 5, 9), (1, 7), stride: 1, top: 0, left: 3, 1e-12);
        Looks<Tall, float>((2, 10, 6), (3, 4, 3), (4, 2), stride: 2, top: 0, left: 0, 1e-4);
    }

    [Fact]
    public void The_gradients_are_those_of_the_cost()
    {
        Agrees<Threefold>();
        Agrees<FromPoint>();
        Agrees<WithGaps>();
        Agrees<Wide>();
    }

    [Fact]
    public void A_step_of_a_transposed_convolution_allocates_nothing_and_is_that_of_its_gradients()
    {
        var (x, y) = (Drawn<double>(Threefold.InputSize, 7), Drawn<double>(Threefold.OutputSize, 7));
        var (fused, apart) = (Threefold.Create(5), Threefold.Create(5));
        var (ws, wsApart) = (fused.CreateWorkspace(7), apart.CreateWorkspace(7));
        fused.TrainStep(x, y, 0.1, ws);
        apart.Forward(x, wsApart);
        apart.Backward(x, y, wsApart);
        apart.Update(wsApart.Gradients, 0.1);
        Check.Close<double>(apart.Parameters.AsSpan(), fused.Parameters.AsSpan(), 1e-13);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fused.TrainStep(x, y, 0.1, ws);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Agrees<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var result = GradientChecker.Check(TNetwork.Create(3), Drawn<double>(TNetwork.InputSize, 3), Drawn<double>(TNetwork.OutputSize, 3));
        Assert.True(result.Passed, result.ToString());
    }

    private static void Spreads<TNetwork, T>(
        (int Channels, int Height, int Width) input, (int Filters, int Height, int Width) output, int kernel, int stride, int padding, Func<double, double> function, double tolerance)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Compare<TNetwork, T>(tolerance, (w, b, x) =>
        {
            double[] z = new double[output.Filters * output.Height * output.Width];
            for (int f = 0; f < output.Filters; f++)
            {
                Array.Fill(z, b[f, 0], f * output.Height * output.Width, output.Height * output.Width);
            }

            for (int c = 0; c < input.Channels; c++)
            {
                for (int y = 0; y < input.Height; y++)
                {
                    for (int column = 0; column < input.Width; column++)
                    {
                        for (int k = 0; k < output.Filters * kernel * kernel; k++)
                        {
                            int f = k / (kernel * kernel), i = k / kernel % kernel, j = k % kernel;
                            int row = (y * stride) + i - padding, place = (column * stride) + j - padding;
                            if (row >= 0 && row < output.Height && place >= 0 && place < output.Width)
                            {
                                z[(((f * output.Height) + row) * output.Width) + place] += w[c, k] * x[(((c * input.Height) + y) * input.Width) + column];
                            }
                        }
                    }
                }
            }

            return [.. z.Select(function)];
        });
    }

    private static void Looks<TNetwork, T>(
        (int Channels, int Height, int Width) input, (int Filters, int Height, int Width) output, (int Height, int Width) kernel, int stride, int top, int left, double tolerance)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Compare<TNetwork, T>(tolerance, (w, b, x) =>
        {
            double[] z = new double[output.Filters * output.Height * output.Width];
            for (int place = 0; place < z.Length; place++)
            {
                int f = place / (output.Height * output.Width), y = place / output.Width % output.Height, column = place % output.Width;
                z[place] = b[f, 0];
                for (int k = 0; k < input.Channels * kernel.Height * kernel.Width; k++)
                {
                    int c = k / (kernel.Height * kernel.Width), i = k / kernel.Width % kernel.Height, j = k % kernel.Width;
                    int row = (y * stride) + i - top, from = (column * stride) + j - left;
                    if (row >= 0 && row < input.Height && from >= 0 && from < input.Width)
                    {
                        z[place] += w[f, k] * x[(((c * input.Height) + row) * input.Width) + from];
                    }
                }
            }

            return z;
        });
    }

    /// <summary>Forward, whichever way X lies in memory, and the prediction of one example.</summary>
    private static void Compare<TNetwork, T>(double tolerance, Func<double[,], double[,], double[], double[]> expected)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int examples = 5;
        var network = TNetwork.Create(7);
        var parameters = network.Parameters.Layout;
        network.Parameters.View(parameters[1]).CopyFrom(Drawn<T>(parameters[1].Rows, 1));
        double[,] w = Numbers(network.Parameters.View(parameters[0])), b = Numbers(network.Parameters.View(parameters[1]));
        var x = Drawn<T>(TNetwork.InputSize, examples);
        var turned = x.Transpose().Copy().Transpose();
        var ws = network.CreateWorkspace(examples);
        foreach (var input in (Matrix<T>[])[x, turned])
        {
            var a = network.Forward(input, ws);
            var example = new T[TNetwork.InputSize];
            var alone = new T[TNetwork.OutputSize];
            for (int e = 0; e < examples; e++)
            {
                for (int i = 0; i < example.Length; i++)
                {
                    example[i] = x[i, e];
                }

                double[] numbers = expected(w, b, [.. example.Select(double.CreateTruncating)]);
                Check.Close<T>(numbers, [.. Enumerable.Range(0, alone.Length).Select(i => a[i, e])], tolerance);
                network.Predict(example, alone);
                Check.Close<T>(numbers, alone, tolerance);
            }
        }
    }

    private static double[,] Numbers<T>(Matrix<T> matrix)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[,] numbers = new double[matrix.Rows, matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                numbers[i, j] = double.CreateTruncating(matrix[i, j]);
            }
        }

        return numbers;
    }

    private static Matrix<T> Drawn<T>(int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new SeededRandom((ulong)((rows * 31) + columns));
        return Matrix<T>.FromExamples([.. Enumerable.Range(0, rows * columns).Select(_ => T.CreateTruncating(random.NextNormal()))], rows, columns);
    }
}
