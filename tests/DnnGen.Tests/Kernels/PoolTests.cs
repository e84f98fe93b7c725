using System.Numerics;

using DnnGen.Kernels;

namespace DnnGen.Tests.Kernels;

/// <summary>Both poolings against the loops of their definition, with windows that overlap, leave rows out or reach over the edge.</summary>
public sealed class PoolTests
{
    [Fact]
    public void Windows_side_by_side() => Agrees<SideBySide>();

    [Fact]
    public void Windows_that_leave_out_the_last_row_and_column() => Agrees<LeftOver>();

    [Fact]
    public void Windows_that_overlap_and_reach_over_the_edge() => Agrees<OverTheEdge>();

    [Fact]
    public void Windows_with_gaps_between_them() => Agrees<Gaps>();

    [Fact]
    public void A_window_of_the_whole_image() => Agrees<Whole>();

    [Fact]
    public void NaN_is_the_largest()
    {
        var x = Matrix<float>.Zeros(SideBySide.Channels * SideBySide.Height * SideBySide.Width, 1);
        x[3, 0] = float.NaN;
        x[SideBySide.Width + 8, 0] = float.NaN;
        var a = Matrix<float>.Zeros(SideBySide.Channels * SideBySide.OutputHeight * SideBySide.OutputWidth, 1);

        MaxPoolKernel<SideBySide>.Forward(x, a);

        Assert.Equal([1, 4], Enumerable.Range(0, a.Rows).Where(row => float.IsNaN(a[row, 0])));
    }

    private static void Agrees<TShape>()
        where TShape : struct, IPoolShape
    {
        Agrees<TShape, float>(1e-6);
        Agrees<TShape, double>(1e-14);
    }

    private static void Agrees<TShape, T>(double tolerance)
        where TShape : struct, IPoolShape
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int examples = 9;
        int inputs = TShape.Channels * TShape.Height * TShape.Width, outputs = TShape.Channels * TShape.OutputHeight * TShape.OutputWidth;
        var random = new SeededRandom(4);

        // Of few different numbers, so that the largest stands in many windows twice.
        Matrix<T> x = Matrix<T>.Zeros(inputs, examples), gradient = Matrix<T>.Zeros(outputs, examples);
        for (int j = 0; j < examples; j++)
        {
            for (int i = 0; i < inputs; i++)
            {
                x[i, j] = T.CreateTruncating(Math.Floor(random.NextUniform() * 7) - 3);
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
        MaxPoolKernel<TShape>.Forward(x, max);
        MaxPoolKernel<TShape>.Backward(x, max, gradient, dMax);
        AveragePoolKernel<TShape>.Forward(x, mean);
        AveragePoolKernel<TShape>.Backward(gradient, dMean);

        for (int j = 0; j < examples; j++)
        {
            for (int output = 0; output < outputs; output++)
            {
                int c = output / (TShape.OutputHeight * TShape.OutputWidth), y = output / TShape.OutputWidth % TShape.OutputHeight, v = output % TShape.OutputWidth;
                var window = from i in Enumerable.Range(0, TShape.WindowHeight)
                             from k in Enumerable.Range(0, TShape.WindowWidth)
                             let row = (y * TShape.Stride) + i - TShape.PaddingTop
                             let column = (v * TShape.Stride) + k - TShape.PaddingLeft
                             where row >= 0 && row < TShape.Height && column >= 0 && column < TShape.Width
                             select (((c * TShape.Height) + row) * TShape.Width) + column;
                int largest = window.MaxBy(place => x[place, j]);
                plainMax[output, j] = x[largest, j];
                plainDMax[largest, j] += gradient[output, j];
                T share = T.One / T.CreateTruncating(TShape.WindowHeight * TShape.WindowWidth);
                foreach (int place in window)
                {
                    plainMean[output, j] += share * x[place, j];
                    plainDMean[place, j] += share * gradient[output, j];
                }
            }
        }

        Check.Close(plainMax, max, 0);
        Check.Close(plainDMax, dMax, tolerance);
        Check.Close(plainMean, mean, tolerance);
        Check.Close(plainDMean, dMean, tolerance);
    }

    private readonly struct SideBySide : IPoolShape
    {
        public static int Channels => 3;

        public static int Height => 6;

        public static int Width => 14;

        public static int OutputHeight => 3;

        public static int OutputWidth => 7;

        public static int WindowHeight => 2;

        public static int WindowWidth => 2;

        public static int Stride => 2;

        public static int PaddingTop => 0;

        public static int PaddingLeft => 0;
    }

    private readonly struct LeftOver : IPoolShape
    {
        public static int Channels => 2;

        public static int Height => 7;

        public static int Width => 11;

        public static int OutputHeight => 3;

        public static int OutputWidth => 5;

        public static int WindowHeight => 2;

        public static int WindowWidth => 2;

        public static int Stride => 2;

        public static int PaddingTop => 0;

        public static int PaddingLeft => 0;
    }

    private readonly struct OverTheEdge : IPoolShape
    {
        public static int Channels => 2;

        public static int Height => 7;

        public static int Width => 8;

        public static int OutputHeight => 4;

        public static int OutputWidth => 4;

        public static int WindowHeight => 3;

        public static int WindowWidth => 3;

        public static int Stride => 2;

        public static int PaddingTop => 1;

        public static int PaddingLeft => 1;
    }

    private readonly struct Gaps : IPoolShape
    {
        public static int Channels => 2;

        public static int Height => 8;

        public static int Width => 9;

        public static int OutputHeight => 3;

        public static int OutputWidth => 3;

        public static int WindowHeight => 2;

        public static int WindowWidth => 2;

        public static int Stride => 3;

        public static int PaddingTop => 0;

        public static int PaddingLeft => 0;
    }

    private readonly struct Whole : IPoolShape
    {
        public static int Channels => 4;

        public static int Height => 5;

        public static int Width => 6;

        public static int OutputHeight => 1;

        public static int OutputWidth => 1;

        public static int WindowHeight => 5;

        public static int WindowWidth => 6;

        public static int Stride => 1;

        public static int PaddingTop => 0;

        public static int PaddingLeft => 0;
    }
}
