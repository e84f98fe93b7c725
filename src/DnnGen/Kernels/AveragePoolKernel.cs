using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>
/// Average pooling: forward, and the derivative beside it. What lies outside the image counts as zeros. For generated code, which
/// checks the shapes at its entry.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class AveragePoolKernel<TShape>
    where TShape : struct, IPoolShape
{
    private static int InputPixels => TShape.Height * TShape.Width;

    private static int OutputPixels => TShape.OutputHeight * TShape.OutputWidth;

    private static int WindowPixels => TShape.WindowHeight * TShape.WindowWidth;

    /// <summary>Whether every window lies inside the image.</summary>
    private static bool IsInside =>
        TShape.PaddingTop == 0 && TShape.PaddingLeft == 0
        && ((long)(TShape.OutputHeight - 1) * TShape.Stride) + TShape.WindowHeight <= TShape.Height
        && ((long)(TShape.OutputWidth - 1) * TShape.Stride) + TShape.WindowWidth <= TShape.Width;

    private static long Cost => (long)TShape.Channels * OutputPixels * WindowPixels;

    /// <summary>Forward: A[c, y, x] = the mean of A_prev[c, s·y + i − p, s·x + j − p] over the window.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="input">A_prev, one image in each column.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new ForwardWork<T>(input, a), a.Columns, Cost);

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="input">One image.</param>
    /// <param name="a">Receives the outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T share = T.One / T.CreateTruncating(WindowPixels);
        for (int c = 0; c < TShape.Channels; c++)
        {
            var image = input.Slice(c * InputPixels, InputPixels);
            for (int y = 0, place = c * OutputPixels; y < TShape.OutputHeight; y++)
            {
                for (int x = 0; x < TShape.OutputWidth; x++, place++)
                {
                    T sum = T.Zero;
                    if (!IsInside)
                    {
                        var (top, bottom) = Along(y, TShape.PaddingTop, TShape.WindowHeight, TShape.Height);
                        var (left, right) = Along(x, TShape.PaddingLeft, TShape.WindowWidth, TShape.Width);
                        for (int i = top; i < bottom; i++)
                        {
                            sum += TensorPrimitives.Sum(image[((i * TShape.Width) + left)..((i * TShape.Width) + right)]);
                        }
                    }
                    else if (TShape.WindowWidth == TShape.Width)
                    {
                        sum = TensorPrimitives.Sum(image.Slice(y * TShape.Stride * TShape.Width, WindowPixels));
                    }
                    else
                    {
                        for (int i = 0; i < TShape.WindowHeight; i++)
                        {
                            for (int j = 0; j < TShape.WindowWidth; j++)
                            {
                                sum += image[(((y * TShape.Stride) + i) * TShape.Width) + (x * TShape.Stride) + j];
                            }
                        }
                    }

                    a[place] = sum * share;
                }
            }
        }
    }

    /// <summary>Backward: each number of a window receives its share of dA.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="gradient">dA.</param>
    /// <param name="dInput">Receives dA_prev.</param>
    public static void Backward<T>(Matrix<T> gradient, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new BackwardWork<T>(gradient, dInput), gradient.Columns, Cost);

    /// <summary>The first row or column of a window, and the one behind its last, within the image.</summary>
    private static (int Start, int End) Along(int output, int padding, int window, int size)
    {
        long start = ((long)output * TShape.Stride) - padding;
        return ((int)Math.Max(start, 0), (int)Math.Min(start + window, size));
    }

    private readonly struct ForwardWork<T>(Matrix<T> input, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => Predict(input.Example(example), a.ColumnSpan(example));
    }

    private readonly struct BackwardWork<T>(Matrix<T> gradient, Matrix<T> dInput) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            ReadOnlySpan<T> gradients = gradient.ColumnSpan(example);
            var results = dInput.ColumnSpan(example);
            results.Clear();
            T share = T.One / T.CreateTruncating(WindowPixels);
            for (int c = 0; c < TShape.Channels; c++)
            {
                var image = results.Slice(c * InputPixels, InputPixels);
                for (int y = 0, place = c * OutputPixels; y < TShape.OutputHeight; y++)
                {
                    for (int x = 0; x < TShape.OutputWidth; x++, place++)
                    {
                        T part = gradients[place] * share;
                        if (!IsInside)
                        {
                            var (top, bottom) = Along(y, TShape.PaddingTop, TShape.WindowHeight, TShape.Height);
                            var (left, right) = Along(x, TShape.PaddingLeft, TShape.WindowWidth, TShape.Width);
                            for (int i = top; i < bottom; i++)
                            {
                                var row = image[((i * TShape.Width) + left)..((i * TShape.Width) + right)];
                                TensorPrimitives.Add(row, part, row);
                            }

                            continue;
                        }

                        for (int i = 0; i < TShape.WindowHeight; i++)
                        {
                            for (int j = 0; j < TShape.WindowWidth; j++)
                            {
                                image[(((y * TShape.Stride) + i) * TShape.Width) + (x * TShape.Stride) + j] += part;
                            }
                        }
                    }
                }
            }
        }
    }
}
