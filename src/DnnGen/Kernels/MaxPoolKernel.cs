using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>
/// Max pooling: forward, and the derivative beside it. What lies outside the image is never the largest; NaN gives NaN. For
/// generated code, which checks the shapes at its entry.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class MaxPoolKernel<TShape>
    where TShape : struct, IPoolShape
{
    private static int InputPixels => TShape.Height * TShape.Width;

    private static int OutputPixels => TShape.OutputHeight * TShape.OutputWidth;

    private static long Cost => 4L * TShape.Channels * OutputPixels * TShape.WindowHeight * TShape.WindowWidth;

    private static bool IsTwoByTwo =>
        TShape.WindowHeight == 2 && TShape.WindowWidth == 2 && TShape.Stride == 2 && TShape.PaddingTop == 0 && TShape.PaddingLeft == 0
        && 2 * TShape.OutputHeight <= TShape.Height && 2 * TShape.OutputWidth <= TShape.Width;

    /// <summary>Forward: A[c, y, x] = the largest A_prev[c, s·y + i − p, s·x + j − p] of the window.</summary>
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
        for (int c = 0; c < TShape.Channels; c++)
        {
            Channel(input.Slice(c * InputPixels, InputPixels), a.Slice(c * OutputPixels, OutputPixels));
        }
    }

    /// <summary>Backward: each dA goes to the number that was the largest, of several to the first.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="input">A_prev.</param>
    /// <param name="a">A, as <c>Forward</c> left it.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dInput">Receives dA_prev.</param>
    public static void Backward<T>(Matrix<T> input, Matrix<T> a, Matrix<T> gradient, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new BackwardWork<T>(input, a, gradient, dInput), a.Columns, Cost);

    private static void Channel<T>(ReadOnlySpan<T> image, Span<T> outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (TShape.OutputWidth == 1 && TShape.OutputHeight == 1 && TShape.WindowWidth == TShape.Width && TShape.WindowHeight == TShape.Height)
        {
            outputs[0] = TensorPrimitives.Max(image);
            return;
        }

        if (IsTwoByTwo)
        {
            for (int y = 0; y < TShape.OutputHeight; y++)
            {
                MaxPoolTwoByTwo.Forward(
                    image.Slice(2 * y * TShape.Width, TShape.Width), image.Slice(((2 * y) + 1) * TShape.Width, TShape.Width), outputs.Slice(y * TShape.OutputWidth, TShape.OutputWidth));
            }

            return;
        }

        for (int y = 0; y < TShape.OutputHeight; y++)
        {
            int top = Math.Max((y * TShape.Stride) - TShape.PaddingTop, 0);
            int bottom = Math.Min((y * TShape.Stride) - TShape.PaddingTop + TShape.WindowHeight, TShape.Height);
            for (int x = 0; x < TShape.OutputWidth; x++)
            {
                int left = Math.Max((x * TShape.Stride) - TShape.PaddingLeft, 0);
                int right = Math.Min((x * TShape.Stride) - TShape.PaddingLeft + TShape.WindowWidth, TShape.Width);
                T largest = image[(top * TShape.Width) + left];
                for (int i = top; i < bottom; i++)
                {
                    for (int j = left; j < right; j++)
                    {
                        largest = T.Max(largest, image[(i * TShape.Width) + j]);
                    }
                }

                outputs[(y * TShape.OutputWidth) + x] = largest;
            }
        }
    }

    private static void ChannelBackward<T>(ReadOnlySpan<T> image, ReadOnlySpan<T> outputs, ReadOnlySpan<T> gradient, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsTwoByTwo)
        {
            if (2 * TShape.OutputWidth < TShape.Width || 2 * TShape.OutputHeight < TShape.Height)
            {
                result.Clear();
            }

            for (int y = 0; y < TShape.OutputHeight; y++)
            {
                int upper = 2 * y * TShape.Width, lower = upper + TShape.Width, output = y * TShape.OutputWidth;
                MaxPoolTwoByTwo.Backward(
                    image.Slice(upper, TShape.Width),
                    image.Slice(lower, TShape.Width),
                    outputs.Slice(output, TShape.OutputWidth),
                    gradient.Slice(output, TShape.OutputWidth),
                    result.Slice(upper, TShape.Width),
                    result.Slice(lower, TShape.Width));
            }

            return;
        }

        result.Clear();
        for (int y = 0; y < TShape.OutputHeight; y++)
        {
            int top = Math.Max((y * TShape.Stride) - TShape.PaddingTop, 0);
            int bottom = Math.Min((y * TShape.Stride) - TShape.PaddingTop + TShape.WindowHeight, TShape.Height);
            for (int x = 0; x < TShape.OutputWidth; x++)
            {
                int left = Math.Max((x * TShape.Stride) - TShape.PaddingLeft, 0);
                int right = Math.Min((x * TShape.Stride) - TShape.PaddingLeft + TShape.WindowWidth, TShape.Width);
                T largest = outputs[(y * TShape.OutputWidth) + x];
                int place = -1;
                for (int i = bottom - 1; i >= top; i--)
                {
                    for (int j = right - 1; j >= left; j--)
                    {
                        // From the last to the first, without a jump: which one it is cannot be foreseen.
                        int here = (i * TShape.Width) + j;
                        place = image[here] == largest ? here : place;
                    }
                }

                if (place >= 0)
                {
                    result[place] += gradient[(y * TShape.OutputWidth) + x];
                }
            }
        }
    }

    private readonly struct ForwardWork<T>(Matrix<T> input, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => Predict(input.Example(example), a.ColumnSpan(example));
    }

    private readonly struct BackwardWork<T>(Matrix<T> input, Matrix<T> a, Matrix<T> gradient, Matrix<T> dInput) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            ReadOnlySpan<T> images = input.Example(example), outputs = a.ColumnSpan(example), gradients = gradient.ColumnSpan(example);
            var results = dInput.ColumnSpan(example);
            for (int c = 0; c < TShape.Channels; c++)
            {
                ChannelBackward(
                    images.Slice(c * InputPixels, InputPixels),
                    outputs.Slice(c * OutputPixels, OutputPixels),
                    gradients.Slice(c * OutputPixels, OutputPixels),
                    results.Slice(c * InputPixels, InputPixels));
            }
        }
    }
}
