using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// Self-attention: forward, and the derivatives beside it. For generated code, which checks the shapes at its entry.
/// </summary>
/// <remarks>
/// <para>
/// The two projections are products over all steps of all examples. Between them every head of every example is computed alone, by
/// whichever thread is free: its scores are (time × time), small enough to stay in the cache between their products.
/// </para>
/// <para>
/// With S = scale·KᵀQ, P = softmax of each query's scores and O = V·P, where scale = 1/√d:
/// dV = dO·Pᵀ, dP = Vᵀ·dO, dS = P ∘ (dP − Σ dP ∘ P of each query), dQ = scale·K·dS, dK = scale·Q·dSᵀ.
/// </para>
/// </remarks>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class SelfAttentionKernel<TShape>
    where TShape : struct, ISelfAttentionShape
{
    /// <summary>Queries that are taken together; of a causal head they need no keys behind the last of them.</summary>
    private const int QueryBlock = 32;

    private static int HeadSize => TShape.Features / TShape.Heads;

    private static int Scores => TShape.Time * TShape.Time;

    private static long CostOfHead => (long)Scores * HeadSize;

    /// <summary>Forward: q, k, v = W_in·A_prev + b_in, O = v·softmax(kᵀ·q/√d) for each head, A = W_out·O + b_out.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="causal">Whether a step looks only at itself and the steps before it.</param>
    /// <param name="inputWeights">W_in, (3·features × features): the rows of q, k and v, one after another.</param>
    /// <param name="inputBias">b_in, (3·features × 1).</param>
    /// <param name="outputWeights">W_out, (features × features).</param>
    /// <param name="outputBias">b_out, (features × 1).</param>
    /// <param name="input">A_prev, (time·features × m).</param>
    /// <param name="projections">Receives q, k and v of every step, (time·3·features × m).</param>
    /// <param name="weights">Receives P, (heads·time·time × m): for each head and query the weights of the keys.</param>
    /// <param name="mixed">Receives O, (time·features × m).</param>
    /// <param name="a">Receives A, (time·features × m).</param>
    public static void Forward<T>(
        bool causal, Matrix<T> inputWeights, Matrix<T> inputBias, Matrix<T> outputWeights, Matrix<T> outputBias, Matrix<T> input, Matrix<T> projections, Matrix<T> weights, Matrix<T> mixed, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        StepProducts.Forward<T, Identity>(inputWeights, inputBias, input, projections, projections);
        ExampleLoop.Run(new ForwardWork<T>(causal, projections, weights, mixed), a.Columns * TShape.Heads, 2 * CostOfHead);
        StepProducts.Forward<T, Identity>(outputWeights, outputBias, mixed, a, a);
    }

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="causal">Whether a step looks only at itself and the steps before it.</param>
    /// <param name="parameters">W_in, b_in, W_out and b_out, one after another.</param>
    /// <param name="input">One sequence.</param>
    /// <param name="a">Receives the outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(bool causal, ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int features = TShape.Features, time = TShape.Time;
        ref T inputWeights = ref MemoryMarshal.GetReference(parameters[..((4 * features * features) + (4 * features))]);
        ref T inputBias = ref Unsafe.Add(ref inputWeights, 3 * features * features);
        ref T outputWeights = ref Unsafe.Add(ref inputBias, 3 * features);
        ref T outputBias = ref Unsafe.Add(ref outputWeights, features * features);
        var rented = ArrayPool<T>.Shared.Rent((3 * time * features) + features + time);
        Span<T> projections = rented.AsSpan(0, 3 * time * features), mixed = rented.AsSpan(3 * time * features, features), scores = rented.AsSpan((3 * time * features) + features, time);
        for (int t = 0; t < time; t++)
        {
            VectorProduct.Layer<T, InputShape, Identity>(
                ref inputWeights, ref inputBias, ref MemoryMarshal.GetReference(input.Slice(t * features, features)), ref projections[3 * t * features]);
        }

        T scale = T.One / T.Sqrt(T.CreateTruncating(HeadSize));
        for (int query = 0; query < time; query++)
        {
            mixed.Clear();
            var seen = scores[..(causal ? query + 1 : time)];
            for (int head = 0; head < TShape.Heads; head++)
            {
                ReadOnlySpan<T> q = Part(projections, query, 0, head);
                for (int key = 0; key < seen.Length; key++)
                {
                    seen[key] = scale * TensorPrimitives.Dot(q, Part(projections, key, 1, head));
                }

                Softmax.Forward<T>(seen, seen);
                var result = mixed.Slice(head * HeadSize, HeadSize);
                for (int key = 0; key < seen.Length; key++)
                {
                    TensorPrimitives.MultiplyAdd(Part(projections, key, 2, head), seen[key], result, result);
                }
            }

            VectorProduct.Layer<T, OutputShape, Identity>(
                ref outputWeights, ref outputBias, ref MemoryMarshal.GetReference(mixed), ref MemoryMarshal.GetReference(a.Slice(query * features, features)));
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>Backward through both projections and the heads between them; the gradients of the parameters are 1/m·Σ over examples and steps.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="causal">Whether a step looks only at itself and the steps before it.</param>
    /// <param name="inputWeights">W_in.</param>
    /// <param name="inputBias">b_in, which is not read.</param>
    /// <param name="outputWeights">W_out.</param>
    /// <param name="outputBias">b_out, which is not read.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="projections">q, k and v, as <c>Forward</c> left them.</param>
    /// <param name="weights">P.</param>
    /// <param name="mixed">O.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dProjections">Memory for dq, dk and dv.</param>
    /// <param name="dMixed">Memory for dO.</param>
    /// <param name="dInput">Receives dA_prev where it is not empty.</param>
    /// <param name="dInputWeights">Receives dW_in.</param>
    /// <param name="dInputBias">Receives db_in.</param>
    /// <param name="dOutputWeights">Receives dW_out.</param>
    /// <param name="dOutputBias">Receives db_out.</param>
    public static void Backward<T>(
        bool causal, Matrix<T> inputWeights, Matrix<T> inputBias, Matrix<T> outputWeights, Matrix<T> outputBias, Matrix<T> input, Matrix<T> projections, Matrix<T> weights, Matrix<T> mixed, Matrix<T> gradient, Matrix<T> dProjections, Matrix<T> dMixed, Matrix<T> dInput, Matrix<T> dInputWeights, Matrix<T> dInputBias, Matrix<T> dOutputWeights, Matrix<T> dOutputBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dInputWeights.Numbers.Clear();
        dInputBias.Numbers.Clear();
        dOutputWeights.Numbers.Clear();
        dOutputBias.Numbers.Clear();
        Back(causal, inputWeights, outputWeights, projections, weights, gradient, dProjections, dMixed, dInput);
        Add(input, mixed, gradient, dProjections, T.One / T.CreateTruncating(gradient.Columns), dInputWeights, dInputBias, dOutputWeights, dOutputBias);
    }

    /// <summary>Backward, and θ := θ − α·dθ for every parameter after it; the gradients are not stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="causal">Whether a step looks only at itself and the steps before it.</param>
    /// <param name="inputWeights">W_in, to be updated.</param>
    /// <param name="inputBias">b_in, to be updated.</param>
    /// <param name="outputWeights">W_out, to be updated.</param>
    /// <param name="outputBias">b_out, to be updated.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="projections">q, k and v, as <c>Forward</c> left them.</param>
    /// <param name="weights">P.</param>
    /// <param name="mixed">O.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dProjections">Memory for dq, dk and dv.</param>
    /// <param name="dMixed">Memory for dO.</param>
    /// <param name="dInput">Receives dA_prev where it is not empty.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void BackwardAndUpdate<T>(
        bool causal, Matrix<T> inputWeights, Matrix<T> inputBias, Matrix<T> outputWeights, Matrix<T> outputBias, Matrix<T> input, Matrix<T> projections, Matrix<T> weights, Matrix<T> mixed, Matrix<T> gradient, Matrix<T> dProjections, Matrix<T> dMixed, Matrix<T> dInput, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Back(causal, inputWeights, outputWeights, projections, weights, gradient, dProjections, dMixed, dInput);
        Add(input, mixed, gradient, dProjections, -learningRate / T.CreateTruncating(gradient.Columns), inputWeights, inputBias, outputWeights, outputBias);
    }

    private static void Back<T>(
        bool causal, Matrix<T> inputWeights, Matrix<T> outputWeights, Matrix<T> projections, Matrix<T> weights, Matrix<T> gradient, Matrix<T> dProjections, Matrix<T> dMixed, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        StepProducts.InputGradient(outputWeights, gradient, dMixed);
        dProjections.Numbers.Clear();
        ExampleLoop.Run(new BackwardWork<T>(causal, projections, weights, dMixed, dProjections), gradient.Columns * TShape.Heads, 4 * CostOfHead);
        if (!dInput.IsEmpty)
        {
            StepProducts.InputGradient(inputWeights, dProjections, dInput);
        }
    }

    private static void Add<T>(
        Matrix<T> input, Matrix<T> mixed, Matrix<T> gradient, Matrix<T> dProjections, T scale, Matrix<T> inputWeights, Matrix<T> inputBias, Matrix<T> outputWeights, Matrix<T> outputBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        StepProducts.AddWeights(gradient, mixed, scale, outputWeights);
        StepProducts.AddBias(gradient, scale, outputBias);
        StepProducts.AddWeights(dProjections, input, scale, inputWeights);
        StepProducts.AddBias(dProjections, scale, inputBias);
    }

    /// <summary>q (0), k (1) or v (2) of a step for a head.</summary>
    private static Span<T> Part<T>(Span<T> projections, int step, int part, int head)
        where T : unmanaged, IFloatingPointIeee754<T> => projections.Slice((((step * 3) + part) * TShape.Features) + (head * HeadSize), HeadSize);

    /// <summary>q (0), k (1) or v (2) of a head over all steps, (d × time).</summary>
    private static Matrix<T> Part<T>(Matrix<T> projections, int example, int part, int head)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        projections.Column(example).Steps(3 * TShape.Features).SliceRows((part * TShape.Features) + (head * HeadSize), HeadSize);

    /// <summary>O of a head over all steps, (d × time).</summary>
    private static Matrix<T> Mixed<T>(Matrix<T> mixed, int example, int head)
        where T : unmanaged, IFloatingPointIeee754<T> => mixed.Column(example).Steps(TShape.Features).SliceRows(head * HeadSize, HeadSize);

    /// <summary>P of a head, (time × time): the weights of the keys in a column for each query.</summary>
    private static Matrix<T> Weights<T>(Matrix<T> weights, int example, int head)
        where T : unmanaged, IFloatingPointIeee754<T> => weights.Column(example).SliceRows(head * Scores, Scores).Reshape(TShape.Time, TShape.Time);

    private readonly struct ForwardWork<T>(bool causal, Matrix<T> projections, Matrix<T> weights, Matrix<T> mixed) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int index)
        {
            var (example, head) = (index / TShape.Heads, index % TShape.Heads);
            Matrix<T> q = Part(projections, example, 0, head), k = Part(projections, example, 1, head), v = Part(projections, example, 2, head);
            Matrix<T> p = Weights(weights, example, head), o = Mixed(mixed, example, head);
            T scale = T.One / T.Sqrt(T.CreateTruncating(HeadSize));
            for (int first = 0; first < TShape.Time; first += QueryBlock)
            {
                int queries = Math.Min(QueryBlock, TShape.Time - first), keys = causal ? first + queries : TShape.Time;
                var scores = p.SliceColumns(first, queries);
                scores.Numbers.Clear();
                var seen = scores.SliceRows(0, keys);
                MatrixProduct.AddAlone(k.SliceColumns(0, keys).Transpose(), q.SliceColumns(first, queries), seen, scale);
                for (int query = 0; query < queries; query++)
                {
                    var row = scores.ColumnSpan(query);
                    int count = causal ? first + query + 1 : keys;
                    Softmax.Forward<T>(row[..count], row[..count]);
                    row[count..].Clear();
                }

                var result = o.SliceColumns(first, queries);
                for (int query = 0; query < queries; query++)
                {
                    result.ColumnSpan(query).Clear();
                }

                MatrixProduct.AddAlone(v.SliceColumns(0, keys), seen, result, T.One);
            }
        }
    }

    private readonly struct BackwardWork<T>(bool causal, Matrix<T> projections, Matrix<T> weights, Matrix<T> dMixed, Matrix<T> dProjections) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int index)
        {
            var (example, head) = (index / TShape.Heads, index % TShape.Heads);
            Matrix<T> q = Part(projections, example, 0, head), k = Part(projections, example, 1, head), v = Part(projections, example, 2, head);
            Matrix<T> dQ = Part(dProjections, example, 0, head), dK = Part(dProjections, example, 1, head), dV = Part(dProjections, example, 2, head);
            Matrix<T> p = Weights(weights, example, head), dO = Mixed(dMixed, example, head);
            T scale = T.One / T.Sqrt(T.CreateTruncating(HeadSize));
            var rented = ArrayPool<T>.Shared.Rent(TShape.Time * QueryBlock);
            for (int first = 0; first < TShape.Time; first += QueryBlock)
            {
                int queries = Math.Min(QueryBlock, TShape.Time - first), keys = causal ? first + queries : TShape.Time;
                Matrix<T> seen = p.SliceColumns(first, queries).SliceRows(0, keys), ofQueries = dO.SliceColumns(first, queries);
                MatrixProduct.AddAlone(ofQueries, seen.Transpose(), dV.SliceColumns(0, keys), T.One);

                var dS = Matrix<T>.OfColumns(rented, keys, queries);
                dS.Numbers.Clear();
                MatrixProduct.AddAlone(v.SliceColumns(0, keys).Transpose(), ofQueries, dS, T.One);
                for (int query = 0; query < queries; query++)
                {
                    Softmax.Backward<T>([], seen.ColumnSpan(query), dS.ColumnSpan(query));
                }

                MatrixProduct.AddAlone(k.SliceColumns(0, keys), dS, dQ.SliceColumns(first, queries), scale);
                MatrixProduct.AddAlone(q.SliceColumns(first, queries), dS.Transpose(), dK.SliceColumns(0, keys), scale);
            }

            ArrayPool<T>.Shared.Return(rented);
        }
    }

    private readonly struct InputShape : IDenseShape
    {
        public static int Inputs => TShape.Features;

        public static int Units => 3 * TShape.Features;
    }

    private readonly struct OutputShape : IDenseShape
    {
        public static int Inputs => TShape.Features;

        public static int Units => TShape.Features;
    }
}
