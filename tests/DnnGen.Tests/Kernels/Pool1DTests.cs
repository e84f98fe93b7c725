using System.Numerics;

using DnnGen.Kernels;

namespace DnnGen.Tests.Kernels;

/// <summary>Both poolings over time against the loops of their definition, with windows that overlap, leave steps out or reach over the end.</summary>
public sealed class Pool1DTests
{
    [Fact]
    public void Windows_side_by_side() => Agrees<SideBySide>();

    [Fact]
    public void Windows_that_leave_out_the_last_step() => Agrees<LeftOver>();

    [Fact]
    public void Windows_that_overlap_and_reach_over_both_ends() => Agrees<OverTheEnds>();

    [Fact]
    public void Windows_with_gaps_between_them() => Agrees<Gaps>();

    [Fact]
    public void A_window_of_all_steps() => Agrees<Whole>();

    [Fact]
    public void A_single_feature() => Agrees<Single>();

    [Fact]
    public void A_window_far_longer_than_the_sequence() => Agrees<Endless>();

    [Fact]
    public void NaN_is_the_largest()
    {
        var x = Matrix<float>.Zeros(SideBySide.Steps * SideBySide.Features, 1);
        x[(3 * SideBySide.Features) + 2, 0] = float.NaN;
        var a = Matrix<float>.Zeros(SideBySide.OutputSteps * SideBySide.Features, 1);

        MaxPool1DKernel<SideBySide>.Forward(x, a);

        Assert.Equal([SideBySide.Features + 2], Enumerable.Range(0, a.Rows).Where(row => float.IsNaN(a[row, 0])));
    }

    private static void Agrees<TShape>()
        where TShape : struct, IPool1DShape
    {
        Agrees<TShape, float>(1e-6);
        Agrees<TShape, double>(1e-14);
    }

    private static void Agrees<TShape, T>(double tolerance)
        where TShape : struct, IPool1DShape
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int examples = 9;
        int inputs = TShape.Steps * TShape.Features, outputs = TShape.OutputSteps * TShape.Features;
        var random = new SeededRandom(4);

        // Of few different numbers, so that the largest stands in many windows twice; and row by row in memory, as a user may have them.
        Matrix<T> x = Matrix<T>.Zeros(examples, inputs).Transpose(), gradient = Matrix<T>.Zeros(outputs, examples);
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < inputs; i++)
            {
                x[i, j] = T.CreateTruncating(Math.Floor(random.NextUniform() * 5) - 2);
            }

            for (int i = 0; i < outputs; i++)
            {
                gradient[i, j] = T.CreateTruncating(random.NextNormal());
            }
        }

        Matrix<T> max = Matrix<T>.Zeros(outputs, examples), mean = max.Copy(), dMax = Matrix<T>.Zeros(inputs, examples), dMean = dMax.Copy();
        Matrix<T> plainMax = max.Copy(), plainMean = max.Copy(), plainDMax = dMax.Copy(), plainDMean = dMax.Copy();
        dMax.Fill(T.NaN);
        dMean.Fill(T.NaN);
        MaxPool1DKernel<TShape>.Forward(x, max);
        MaxPool1DKernel<TShape>.Backward(x, max, gradient, dMax);
        AveragePool1DKernel<TShape>.Forward(x, mean);
        AveragePool1DKernel<TShape>.Backward(gradient, dMean);

        for (int j = 0; j < examples; j++)
        {
            for (int output = 0; output < outputs; output++)
            {
                int t = output / TShape.Features, f = output % TShape.Features;
                int[] window = [.. Enumerable.Range(0, TShape.Steps).Where(step => step >= (t * TShape.Stride) - TShape.Left && step - ((t * TShape.Stride) - TShape.Left) < TShape.Window)];
                int[] places = [.. window.Select(step => (step * TShape.Features) + f)];
                plainMax[output, j] = places.Max(place => x[place, j]);
                int largest = places.First(place => x[place, j] == plainMax[output, j]);
                plainDMax[largest, j] += gradient[output, j];
                foreach (int place in places)
                {
                    plainMean[output, j] += x[place, j] / T.CreateTruncating(TShape.Window);
                    plainDMean[place, j] += gradient[output, j] / T.CreateTruncating(TShape.Window);
                }
            }
        }

        Near(plainMax, max, 0);
        Near(plainDMax, dMax, tolerance);
        Near(plainMean, mean, tolerance);
        Near(plainDMean, dMean, tolerance);
    }

    private static void Near<T>(Matrix<T> expected, Matrix<T> actual, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < expected.Columns; j++)
        {
            for (int i = 0; i < expected.Rows; i++)
            {
                double difference = Math.Abs(double.CreateTruncating(expected[i, j] - actual[i, j]));
                Assert.True(difference <= tolerance * 10, $"({i}, {j}): {actual[i, j]} where {expected[i, j]} is right");
            }
        }
    }

    private readonly struct SideBySide : IPool1DShape
    {
        public static int Steps => 6;

        public static int OutputSteps => 3;

        public static int Features => 5;

        public static int Window => 2;

        public static int Stride => 2;

        public static int Left => 0;
    }

    private readonly struct LeftOver : IPool1DShape
    {
        public static int Steps => 11;

        public static int OutputSteps => 3;

        public static int Features => 19;

        public static int Window => 3;

        public static int Stride => 3;

        public static int Left => 0;
    }

    private readonly struct OverTheEnds : IPool1DShape
    {
        public static int Steps => 9;

        public static int OutputSteps => 5;

        public static int Features => 17;

        public static int Window => 3;

        public static int Stride => 2;

        public static int Left => 1;
    }

    private readonly struct Gaps : IPool1DShape
    {
        public static int Steps => 9;

        public static int OutputSteps => 3;

        public static int Features => 8;

        public static int Window => 2;

        public static int Stride => 3;

        public static int Left => 0;
    }

    private readonly struct Whole : IPool1DShape
    {
        public static int Steps => 13;

        public static int OutputSteps => 1;

        public static int Features => 33;

        public static int Window => 13;

        public static int Stride => 1;

        public static int Left => 0;
    }

    private readonly struct Single : IPool1DShape
    {
        public static int Steps => 40;

        public static int OutputSteps => 12;

        public static int Features => 1;

        public static int Window => 7;

        public static int Stride => 3;

        public static int Left => 0;
    }

    private readonly struct Endless : IPool1DShape
    {
        public static int Steps => 4;

        public static int OutputSteps => 4;

        public static int Features => 3;

        public static int Window => int.MaxValue;

        public static int Stride => 1;

        public static int Left => int.MaxValue / 2;
    }
}
