using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Kernels;

/// <summary>Upsampling to the nearest: forward, and the derivative beside it. For generated code, which checks the shapes at its entry.</summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class UpsampleKernel<TShape>
    where TShape : struct, IUpsampleShape
{
    private static int Rows => TShape.Channels * TShape.Height;

    private static int OutputWidth => TShape.Width * TShape.Scale;

    private static long Cost => (long)Rows * TShape.Scale * OutputWidth;

    /// <summary>Forward: A[c, y, x] = A_prev[c, ⌊y/s⌋, ⌊x/s⌋].</summary>
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
        for (int row = 0; row < Rows; row++)
        {
            var from = input.Slice(row * TShape.Width, TShape.Width);
            var to = a.Slice(row * TShape.Scale * OutputWidth, TShape.Scale * OutputWidth);
            for (int x = 0; x < from.Length; x++)
            {
                to.Slice(x * TShape.Scale, TShape.Scale).Fill(from[x]);
            }

            for (int copy = 1; copy < TShape.Scale; copy++)
            {
                to[..OutputWidth].CopyTo(to[(copy * OutputWidth)..]);
            }
        }
    }

    /// <summary>Backward: dA_prev[c, y, x] = the sum of dA over the square of copies.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="gradient">dA.</param>
    /// <param name="dInput">Receives dA_prev.</param>
    public static void Backward<T>(Matrix<T> gradient, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new BackwardWork<T>(gradient, dInput), gradient.Columns, Cost);

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
            for (int row = 0; row < Rows; row++)
            {
                var to = results.Slice(row * TShape.Width, TShape.Width);
                to.Clear();
                for (int copy = 0; copy < TShape.Scale; copy++)
                {
                    var from = gradients.Slice(((row * TShape.Scale) + copy) * OutputWidth, OutputWidth);
                    for (int x = 0; x < to.Length; x++)
                    {
                        to[x] += TensorPrimitives.Sum(from.Slice(x * TShape.Scale, TShape.Scale));
                    }
                }
            }
        }
    }
}
