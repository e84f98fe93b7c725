using System.Numerics;

using DnnGen.Kernels;

namespace DnnGen.Tests.Kernels;

/// <summary>The recurrent layers against their formulas as they are written, at and beside the widths of the registers and the sizes of the blocks.</summary>
public sealed class RecurrenceTests
{
    private const int Steps = 3;

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    [InlineData("SimpleRNN")]
    public void Forward_is_the_formula_and_an_example_has_the_same_bits_in_any_batch(string layer)
    {
        Agrees<Size1>(layer);
        Agrees<Size7>(layer);
        Agrees<Size15>(layer);
        Agrees<Size16>(layer);
        Agrees<Size17>(layer);
        Agrees<Size32>(layer);
    }

    private static void Agrees<TShape>(string layer)
        where TShape : struct, IRecurrentShape
    {
        Agrees<float, TShape>(layer, 3e-6);
        Agrees<double, TShape>(layer, 1e-12);
    }

    private static void Agrees<T, TShape>(string layer, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, IRecurrentShape
    {
        const int most = 13;
        int rows = (layer == "LSTM" ? 4 : layer == "GRU" ? 3 : 1) * TShape.Units;
        var random = new SeededRandom((ulong)TShape.Units);
        Matrix<T> Some(int count, int columns, double scale) =>
            Matrix<T>.OfRows([.. Enumerable.Range(0, count * columns).Select(_ => T.CreateTruncating(scale * random.NextNormal()))], 0, count, columns);
        Matrix<T> w = Some(rows, TShape.Features, 0.3), u = Some(rows, TShape.Units, 0.3), b = Some(rows, 1, 0.5), d = Some(rows, 1, 0.5);
        T[] numbers = [.. Enumerable.Range(0, Steps * TShape.Features * most).Select(_ => T.CreateTruncating(random.NextNormal()))];
        var x = Matrix<T>.FromExamples(numbers, Steps * TShape.Features, most);
        var whole = States<T, TShape>(layer, w, u, b, d, x);
        for (int j = 0; j < most; j++)
        {
            Check.Close<T>(Formula<T, TShape>(layer, w, u, b, d, x.ColumnSpan(j)), whole.ColumnSpan(j), tolerance);
        }

        foreach (int examples in new[] { 1, 3, 4, 8, 9 })
        {
            var states = States<T, TShape>(layer, w, u, b, d, x.SliceColumns(most - examples, examples));
            Assert.Equal<T[]>([.. whole.SliceColumns(most - examples, examples).Numbers], [.. states.Numbers]);
        }
    }

    private static Matrix<T> States<T, TShape>(string layer, Matrix<T> w, Matrix<T> u, Matrix<T> b, Matrix<T> d, Matrix<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, IRecurrentShape
    {
        Matrix<T> OfSteps(int numbers) => Matrix<T>.FromExamples([.. Enumerable.Repeat(T.NaN, Steps * numbers * x.Columns)], Steps * numbers, x.Columns);
        var states = OfSteps(TShape.Units);
        switch (layer)
        {
            case "LSTM":
                LSTMKernel<TShape>.Forward(w, u, b, d, x, OfSteps(4 * TShape.Units), OfSteps(TShape.Units), states);
                break;
            case "GRU":
                GRUKernel<TShape>.Forward(w, u, b, d, x, OfSteps(4 * TShape.Units), states);
                break;
            default:
                SimpleRNNKernel<TShape>.Forward(w, u, b, d, x, states);
                break;
        }

        return states;
    }

    private static double[] Formula<T, TShape>(string layer, Matrix<T> w, Matrix<T> u, Matrix<T> b, Matrix<T> d, ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, IRecurrentShape
    {
        int units = TShape.Units;
        double[] h = new double[units], c = new double[units], states = new double[Steps * units];
        for (int t = 0; t < Steps; t++)
        {
            var frame = x.Slice(t * TShape.Features, TShape.Features).ToArray().Select(double.CreateTruncating).ToArray();
            double[] ofInput = Linear(w, b, frame), ofState = Linear(u, d, h);
            for (int i = 0; i < units; i++)
            {
                double Sum(int block) => ofInput[(block * units) + i] + ofState[(block * units) + i];
                switch (layer)
                {
                    case "LSTM":
                        c[i] = (Sigmoid(Sum(1)) * c[i]) + (Sigmoid(Sum(0)) * Math.Tanh(Sum(2)));
                        h[i] = Sigmoid(Sum(3)) * Math.Tanh(c[i]);
                        break;
                    case "GRU":
                        double r = Sigmoid(Sum(0)), z = Sigmoid(Sum(1)), n = Math.Tanh(ofInput[(2 * units) + i] + (r * ofState[(2 * units) + i]));
                        h[i] = ((1 - z) * n) + (z * h[i]);
                        break;
                    default:
                        h[i] = Math.Tanh(Sum(0));
                        break;
                }
            }

            h.CopyTo(states, t * units);
        }

        return states;

        static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

        static double[] Linear(Matrix<T> weights, Matrix<T> bias, double[] x) =>
            [.. Enumerable.Range(0, weights.Rows).Select(i => double.CreateTruncating(bias[i, 0]) + x.Select((number, k) => number * double.CreateTruncating(weights[i, k])).Sum())];
    }

    private readonly struct Size1 : IRecurrentShape
    {
        public static int Steps => RecurrenceTests.Steps;

        public static int OutputSteps => Steps;

        public static int Features => 1;

        public static int Units => 1;
    }

    private readonly struct Size7 : IRecurrentShape
    {
        public static int Steps => RecurrenceTests.Steps;

        public static int OutputSteps => Steps;

        public static int Features => 3;

        public static int Units => 7;
    }

    private readonly struct Size15 : IRecurrentShape
    {
        public static int Steps => RecurrenceTests.Steps;

        public static int OutputSteps => Steps;

        public static int Features => 17;

        public static int Units => 15;
    }

    private readonly struct Size16 : IRecurrentShape
    {
        public static int Steps => RecurrenceTests.Steps;

        public static int OutputSteps => Steps;

        public static int Features => 64;

        public static int Units => 16;
    }

    private readonly struct Size17 : IRecurrentShape
    {
        public static int Steps => RecurrenceTests.Steps;

        public static int OutputSteps => Steps;

        public static int Features => 2;

        public static int Units => 17;
    }

    private readonly struct Size32 : IRecurrentShape
    {
        public static int Steps => RecurrenceTests.Steps;

        public static int OutputSteps => Steps;

        public static int Features => 65;

        public static int Units => 32;
    }
}
