using System.Numerics;
using System.Numerics.Tensors;

using DnnGen.Threading;

namespace DnnGen.Kernels;

/// <summary>An embedding: forward, and the derivative beside it. For generated code, which checks tokens and shapes at its entry.</summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class EmbeddingKernel<TShape>
    where TShape : struct, IEmbeddingShape
{
    /// <summary>Columns of the weights that one thread takes at least: a cache line of floats.</summary>
    private const int Grain = 16;

    /// <summary>Forward: A[t] = E[x[t]], a row of the weights for each token.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">E, (vocabulary × width).</param>
    /// <param name="tokens">X, (time × m).</param>
    /// <param name="a">Receives A, (time·width × m), each example contiguous.</param>
    public static void Forward<T>(Matrix<T> weights, Matrix<T> tokens, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new ForwardWork<T>(weights, tokens, a), a.Columns, a.Rows);

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">E, row after row.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="a">Receives the vectors of the tokens.</param>
    public static void Predict<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> tokens, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int t = 0; t < TShape.Time; t++)
        {
            weights.Slice(int.CreateTruncating(tokens[t]) * TShape.Width, TShape.Width).CopyTo(a[(t * TShape.Width)..]);
        }
    }

    /// <summary>Backward: dE[x[t]] = 1/m·Σ dA[t] over all places of a token. There is no gradient of tokens.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">E, which is not read.</param>
    /// <param name="tokens">X.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dTokens">Empty: tokens have no gradient.</param>
    /// <param name="dWeights">Receives dE.</param>
    public static void Backward<T>(Matrix<T> weights, Matrix<T> tokens, Matrix<T> gradient, Matrix<T> dTokens, Matrix<T> dWeights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dWeights.Numbers.Clear();
        Add(tokens, gradient, T.One / T.CreateTruncating(gradient.Columns), dWeights);
    }

    /// <summary>Gradient and update at once: E := E − α·dE; dE is never stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="weights">E, to be updated.</param>
    /// <param name="tokens">X.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dTokens">Empty: tokens have no gradient.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void BackwardAndUpdate<T>(Matrix<T> weights, Matrix<T> tokens, Matrix<T> gradient, Matrix<T> dTokens, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T> => Add(tokens, gradient, -learningRate / T.CreateTruncating(gradient.Columns), weights);

    private static void Add<T>(Matrix<T> tokens, Matrix<T> gradient, T scale, Matrix<T> weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long numbers = (long)gradient.Rows * gradient.Columns;
        ParallelRegion.Run(new AddWork<T>(tokens, gradient, scale, weights), Math.Min((TShape.Width + Grain - 1) / Grain, ParallelRegion.Parts(numbers)), numbers);
    }

    private readonly struct ForwardWork<T>(Matrix<T> weights, Matrix<T> tokens, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            var target = a.ColumnSpan(example);
            for (int t = 0; t < TShape.Time; t++)
            {
                weights.RowSpan(int.CreateTruncating(tokens.At(t, example))).CopyTo(target[(t * TShape.Width)..]);
            }
        }
    }

    /// <summary>Some of the columns of the weights, over all tokens in their order.</summary>
    private readonly struct AddWork<T>(Matrix<T> tokens, Matrix<T> gradient, T scale, Matrix<T> weights) : IParallelWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int parts)
        {
            int start = Bound(part, parts), count = Bound(part + 1, parts) - start;
            for (int example = 0; example < gradient.Columns; example++)
            {
                ReadOnlySpan<T> gradients = gradient.ColumnSpan(example);
                for (int t = 0; t < TShape.Time; t++)
                {
                    var row = weights.RowSpan(int.CreateTruncating(tokens.At(t, example))).Slice(start, count);
                    TensorPrimitives.MultiplyAdd(gradients.Slice((t * TShape.Width) + start, count), scale, row, row);
                }
            }
        }

        private static int Bound(int index, int parts) => index == parts ? TShape.Width : (int)((long)TShape.Width * index / parts / Grain * Grain);
    }
}
