using System.Numerics;
using System.Numerics.Tensors;

using DnnGen.Threading;

namespace DnnGen.Kernels;

/// <summary>A positional embedding: forward, and the derivatives beside it. For generated code, which checks the shapes at its entry.</summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class PositionalEmbeddingKernel<TShape>
    where TShape : struct, IPositionalEmbeddingShape
{
    private static int Size => TShape.Time * TShape.Features;

    /// <summary>Forward: A[t] = A_prev[t] + P[t].</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">P, (time × features).</param>
    /// <param name="input">A_prev, (time·features × m).</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> weights, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new ForwardWork<T>(weights, input, a), a.Columns, Size);

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">P, row after row.</param>
    /// <param name="input">One sequence.</param>
    /// <param name="a">Receives the sum.</param>
    public static void Predict<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.Add(weights, input, a);

    /// <summary>Backward: dP = 1/m·Σ dA, dA_prev = dA.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">P, which is not read.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dInput">Receives dA_prev where it is not empty.</param>
    /// <param name="dWeights">Receives dP.</param>
    public static void Backward<T>(Matrix<T> weights, Matrix<T> gradient, Matrix<T> dInput, Matrix<T> dWeights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dWeights.Numbers.Clear();
        Run(dWeights, gradient, dInput, T.One / T.CreateTruncating(gradient.Columns));
    }

    /// <summary>Gradient and update at once: P := P − α·dP; dP is never stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">P, to be updated.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dInput">Receives dA_prev where it is not empty.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void BackwardAndUpdate<T>(Matrix<T> weights, Matrix<T> gradient, Matrix<T> dInput, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T> => Run(weights, gradient, dInput, -learningRate / T.CreateTruncating(gradient.Columns));

    private static void Run<T>(Matrix<T> weights, Matrix<T> gradient, Matrix<T> dInput, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long numbers = (long)Size * gradient.Columns;
        ParallelRegion.Run(new BackwardWork<T>(weights, gradient, dInput, scale), Math.Min(Size, ParallelRegion.Parts(numbers)), numbers);
    }

    private readonly struct ForwardWork<T>(Matrix<T> weights, Matrix<T> input, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => Predict(weights.Numbers, input.Example(example), a.ColumnSpan(example));
    }

    /// <summary>A stretch of the numbers of an example, over all examples in their order.</summary>
    private readonly struct BackwardWork<T>(Matrix<T> weights, Matrix<T> gradient, Matrix<T> dInput, T scale) : IParallelWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int parts)
        {
            int start = (int)((long)Size * part / parts), count = (int)((long)Size * (part + 1) / parts) - start;
            var sum = weights.Numbers.Slice(start, count);
            for (int example = 0; example < gradient.Columns; example++)
            {
                var gradients = gradient.ColumnSpan(example).Slice(start, count);
                TensorPrimitives.MultiplyAdd(gradients, scale, sum, sum);
                if (!dInput.IsEmpty)
                {
                    gradients.CopyTo(dInput.ColumnSpan(example)[start..]);
                }
            }
        }
    }
}
