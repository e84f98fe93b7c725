using DnnGen.Kernels;

namespace DnnGen.Tests.Networks;

/// <summary>ReLUs that learn their slopes: numbers against the formula, gradients against finite differences.</summary>
public sealed partial class PReLUTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(40)]
    public void Kernels_agree_with_the_formula_in_every_shape(int examples)
    {
        AgreesWithFormula<Channels, double>(2 * 7 * 3, examples, 1e-12);
        AgreesWithFormula<Units, double>(21, examples, 1e-12);
        AgreesWithFormula<Units, double>(21 * 4, examples, 1e-12);
        AgreesWithFormula<One, double>(37, examples, 1e-12);
        AgreesWithFormula<Channels, float>(2 * 7 * 3, examples, 1e-4);
        AgreesWithFormula<Units, float>(21 * 4, examples, 1e-4);
        AgreesWithFormula<One, float>(37, examples, 1e-4);
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        Passes(OfImages.Create(1));
        Passes(OfVectors.Create(2));
        Passes(OfSequences.Create(3));
    }

    [Fact]
    public void Slopes_start_at_a_quarter_and_are_as_many_as_there_are_channels_units_or_features()
    {
        Assert.Equal(new double[,] { { 0.25 }, { 0.25 }, { 0.25 } }, OfImages.Create(1).Parameters.PReLU2Slopes.ToArray());
        Assert.Equal(1, OfImages.Create(1).Parameters.PReLU4Slopes.Rows);
        Assert.Equal(5, OfVectors.Create(1).Parameters.PReLU2Slopes.Rows);
        Assert.Equal(4, OfSequences.Create(1).Parameters.PReLU1Slopes.Rows);
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        int before = Parallelism.MaxThreads;
        try
        {
            var results = new List<double[]>();
            foreach (int threads in (int[])[1, 2, 5])
            {
                Parallelism.MaxThreads = threads;
                var random = new SeededRandom(1);
                var (slopes, x, g) = (Drawn<double>(2, 1, random), Drawn<double>(2 * 900, 61, random), Drawn<double>(2 * 900, 61, random));
                Matrix<double> dx = Matrix<double>.Zeros(x.Rows, x.Columns), ds = Matrix<double>.Zeros(2, 1);
                PReLUKernel<ManyPixels>.Backward(slopes, x, g, dx, ds);
                results.Add([.. ds.ToArray().Cast<double>(), .. dx.ToArray().Cast<double>()]);
            }

            Assert.Equal(results[0], results[1]);
            Assert.Equal(results[0], results[2]);
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    private static void AgreesWithFormula<TShape, T>(int numbers, int examples, double tolerance)
        where TShape : struct, IPReLUShape
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var random = new SeededRandom((ulong)(numbers + examples));
        var (slopes, x, g) = (Drawn<T>(TShape.Slopes, 1, random), Drawn<T>(numbers, examples, random), Drawn<T>(numbers, examples, random));
        x[numbers / 2, examples - 1] = T.Zero;
        Matrix<T> a = Matrix<T>.Zeros(numbers, examples), dx = Matrix<T>.Zeros(numbers, examples), ds = Matrix<T>.Zeros(TShape.Slopes, 1);
        Matrix<T> expectedA = a.Copy(), expectedDx = dx.Copy(), expectedDs = ds.Copy();
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < numbers; i++)
            {
                int s = i / TShape.Pixels % TShape.Slopes;
                bool isAbove = x[i, j] > T.Zero;
                expectedA[i, j] = isAbove ? x[i, j] : slopes[s, 0] * x[i, j];
                expectedDx[i, j] = isAbove ? g[i, j] : slopes[s, 0] * g[i, j];
                expectedDs[s, 0] += isAbove ? T.Zero : g[i, j] * x[i, j] / T.CreateTruncating(examples);
            }
        }

        PReLUKernel<TShape>.Forward(slopes, x, a);
        PReLUKernel<TShape>.Backward(slopes, x, g, dx, ds);
        Check.Close(expectedA, a, tolerance);
        Check.Close(expectedDx, dx, tolerance);
        Check.Close(expectedDs, ds, tolerance);

        // Where one of the two is not wanted, the other is as before.
        Matrix<T> other = Matrix<T>.Zeros(numbers, examples), otherSlopes = Matrix<T>.Zeros(TShape.Slopes, 1), stepped = slopes.Copy();
        PReLUKernel<TShape>.Backward(slopes, x, g, other, default);
        PReLUKernel<TShape>.Backward(slopes, x, g, default, otherSlopes);
        PReLUKernel<TShape>.BackwardAndUpdate(stepped, x, g, default, T.CreateTruncating(0.5));
        Assert.Equal(dx.ToArray(), other.ToArray());
        Assert.Equal(ds.ToArray(), otherSlopes.ToArray());
        Check.Close(slopes - (T.CreateTruncating(0.5) * ds), stepped, tolerance);
    }

    private static Matrix<T> Drawn<T>(int rows, int columns, SeededRandom random)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var matrix = Matrix<T>.FromExamples(new T[rows * columns], rows, columns);
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                matrix[i, j] = T.CreateTruncating(random.NextNormal());
            }
        }

        return matrix;
    }

    private static void Passes<TNetwork>(INetwork<TNetwork, double> network)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var random = new SeededRandom(7);
        var x = Drawn<double>(TNetwork.InputSize, 4, random);
        var y = Drawn<double>(TNetwork.OutputSize, 4, random);
        var result = GradientChecker.Check(network, x, y);

        Assert.True(result.Passed, result.ToString());
    }

    private readonly struct Channels : IPReLUShape
    {
        public static int Slopes => 2;

        public static int Pixels => 21;
    }

    private readonly struct ManyPixels : IPReLUShape
    {
        public static int Slopes => 2;

        public static int Pixels => 900;
    }

    private readonly struct Units : IPReLUShape
    {
        public static int Slopes => 21;

        public static int Pixels => 1;
    }

    private readonly struct One : IPReLUShape
    {
        public static int Slopes => 1;

        public static int Pixels => 37;
    }

    [Network(Loss = Loss.MeanSquaredError, Output = Activation.Identity, Precision = Precision.Double)]
    [Input(2, 5, 4), Conv2D(3, kernel: 2, Activation = Activation.Identity), PReLU, Conv2D(4, kernel: 2, Activation = Activation.Identity), PReLU(Shared = true), Flatten, Dense(2)]
    private sealed partial class OfImages;

    [Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
    [Input(3), Dense(5, Activation = Activation.Identity), PReLU, Dense(2, Activation = Activation.Identity), PReLU]
    private sealed partial class OfVectors;

    [Network(Loss = Loss.MeanSquaredError, Output = Activation.Identity, Precision = Precision.Double)]
    [Input(Time = 3, Features = 4), PReLU, Dense(3, Activation = Activation.Identity), PReLU, Flatten, Dense(2)]
    private sealed partial class OfSequences;
}
