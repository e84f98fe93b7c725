using System.Numerics;
using System.Runtime.InteropServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// The passes of a dense layer over sequences, A[t] = g(W·A_prev[t] + b) for every step t with the same W and b: forward, and
/// the derivatives beside it. For generated code, which checks the shapes at its entry.
/// </summary>
/// <remarks>
/// The gradients of W and b are sums over examples and steps, and means over the examples alone: the loss is what says
/// whether it is a mean over the steps.
/// </remarks>
/// <typeparam name="TShape">The sizes of one step, as constants.</typeparam>
/// <typeparam name="TActivation">The activation g.</typeparam>
public static class SequenceDenseKernel<TShape, TActivation>
    where TShape : struct, IDenseShape
    where TActivation : struct, IActivation
{
    /// <summary>Forward: A[t] = g(W·A_prev[t] + b); Z is not kept.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (n × n_prev).</param>
    /// <param name="b">b, (n × 1).</param>
    /// <param name="input">A_prev, (steps·n_prev × m).</param>
    /// <param name="a">Receives A, (steps·n × m), each example contiguous.</param>
    public static void Forward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => StepProducts.Forward<T, TActivation>(w, b, input, a, a);

    /// <summary>Forward, keeping both Z[t] = W·A_prev[t] + b and A[t] = g(Z[t]).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (n × n_prev).</param>
    /// <param name="b">b, (n × 1).</param>
    /// <param name="input">A_prev, (steps·n_prev × m).</param>
    /// <param name="z">Receives Z, (steps·n × m), each example contiguous.</param>
    /// <param name="a">Receives A, laid out as Z.</param>
    public static void Forward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> z, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        StepProducts.Forward<T, TActivation>(w, b, input, z, a);
        if (typeof(TActivation) == typeof(Identity))
        {
            z.Numbers.CopyTo(a.Numbers);
        }
    }

    /// <summary>Forward for one example: a[t] = g(W·x[t] + b).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W, (n × n_prev), row after row, and then b: n·n_prev + n numbers.</param>
    /// <param name="input">One sequence, steps·n_prev numbers.</param>
    /// <param name="a">Receives the steps·n outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Predict(parameters, parameters[(TShape.Units * TShape.Inputs)..], input, a);

    /// <summary>Forward for one example, where W is the matrix of another layer: a[t] = g(W·x[t] + b).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (n × n_prev), row after row.</param>
    /// <param name="b">b, n numbers.</param>
    /// <param name="input">One sequence, steps·n_prev numbers.</param>
    /// <param name="a">Receives the steps·n outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> w, ReadOnlySpan<T> b, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T weights = ref MemoryMarshal.GetReference(w[..(TShape.Units * TShape.Inputs)]);
        ref T bias = ref MemoryMarshal.GetReference(b[..TShape.Units]);
        for (int t = 0; t < input.Length / TShape.Inputs; t++)
        {
            var step = input.Slice(t * TShape.Inputs, TShape.Inputs);
            var result = a.Slice(t * TShape.Units, TShape.Units);
            VectorProduct.Layer<T, TShape, TActivation>(ref weights, ref bias, ref MemoryMarshal.GetReference(step), ref MemoryMarshal.GetReference(result));
        }
    }

    /// <summary>Forward for one example, where W is the transposed matrix of another layer: a[t] = g(W·x[t] + b).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (n × n_prev), column after column: the rows of the other layer.</param>
    /// <param name="b">b, n numbers.</param>
    /// <param name="input">One sequence, steps·n_prev numbers.</param>
    /// <param name="a">Receives the steps·n outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void PredictTransposed<T>(ReadOnlySpan<T> w, ReadOnlySpan<T> b, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int t = 0; t < input.Length / TShape.Inputs; t++)
        {
            DenseKernel<TShape, TActivation>.PredictTransposed(w, b, input.Slice(t * TShape.Inputs, TShape.Inputs), a.Slice(t * TShape.Units, TShape.Units));
        }
    }

    /// <summary>Backward through the activation: dZ = dA ∘ g′(Z), in place; for an activation that works from A alone.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">A, (steps·n × m), as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    public static void ActivationBackward<T>(Matrix<T> a, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => StepProducts.ActivationBackward<T, TActivation>(TShape.Units, default, a, gradient);

    /// <summary>Backward through the activation: dZ = dA ∘ g′(Z), in place.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">Z, (steps·n × m), as <c>Forward</c> left it.</param>
    /// <param name="a">A, as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    public static void ActivationBackward<T>(Matrix<T> z, Matrix<T> a, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => StepProducts.ActivationBackward<T, TActivation>(TShape.Units, z, a, gradient);

    /// <summary>Backward to the weights: dW = 1/m · Σ dZ[t]·A_prev[t]ᵀ over examples and steps.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ, (steps·n × m).</param>
    /// <param name="input">A_prev, (steps·n_prev × m).</param>
    /// <param name="dW">Receives dW, (n × n_prev).</param>
    public static void WeightGradient<T>(Matrix<T> dZ, Matrix<T> input, Matrix<T> dW)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dW.Numbers.Clear();
        StepProducts.AddWeights(dZ, input, T.One / T.CreateTruncating(dZ.Columns), dW);
    }

    /// <summary>Backward to the bias: db = 1/m · Σ dZ[t] over examples and steps.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ, (steps·n × m).</param>
    /// <param name="db">Receives db, (n × 1).</param>
    public static void BiasGradient<T>(Matrix<T> dZ, Matrix<T> db)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        db.ColumnOfOne().Clear();
        StepProducts.AddBias(dZ, T.One / T.CreateTruncating(dZ.Columns), db);
    }

    /// <summary>Backward to the layer below: dA_prev[t] = Wᵀ·dZ[t].</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (n × n_prev).</param>
    /// <param name="dZ">dZ, (steps·n × m).</param>
    /// <param name="dInput">Receives dA_prev, (steps·n_prev × m).</param>
    public static void InputGradient<T>(Matrix<T> w, Matrix<T> dZ, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T> => StepProducts.InputGradient(w, dZ, dInput);

    /// <summary>Gradient and update at once: W := W − α·1/m·Σ dZ[t]·A_prev[t]ᵀ and b := b − α·1/m·Σ dZ[t]; dW is never stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ, (steps·n × m).</param>
    /// <param name="input">A_prev, (steps·n_prev × m).</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="w">W, (n × n_prev), to be updated.</param>
    /// <param name="b">b, (n × 1), to be updated.</param>
    public static void Update<T>(Matrix<T> dZ, Matrix<T> input, T learningRate, Matrix<T> w, Matrix<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T step = -learningRate / T.CreateTruncating(dZ.Columns);
        StepProducts.AddWeights(dZ, input, step, w);
        StepProducts.AddBias(dZ, step, b);
    }

    /// <summary>Gradient and update of the bias alone, where W is the matrix of another layer: b := b − α·1/m·Σ dZ[t].</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="dZ">dZ, (steps·n × m).</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="b">b, (n × 1), to be updated.</param>
    public static void BiasUpdate<T>(Matrix<T> dZ, T learningRate, Matrix<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> => StepProducts.AddBias(dZ, -learningRate / T.CreateTruncating(dZ.Columns), b);
}
