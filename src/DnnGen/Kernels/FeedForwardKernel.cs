using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// Two dense layers with an activation between them, for every step: forward, and the derivatives beside it. For generated code,
/// which checks the shapes at its entry.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
/// <typeparam name="TActivation">The activation g.</typeparam>
public static class FeedForwardKernel<TShape, TActivation>
    where TShape : struct, IFeedForwardShape
    where TActivation : struct, IActivation
{
    private static int WeightCount => TShape.Features * TShape.Hidden;

    /// <summary>Forward: H = g(W1·A_prev + b1), A = W2·H + b2.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w1">W1, (hidden × features).</param>
    /// <param name="b1">b1, (hidden × 1).</param>
    /// <param name="w2">W2, (features × hidden).</param>
    /// <param name="b2">b2, (features × 1).</param>
    /// <param name="input">A_prev, (steps·features × m).</param>
    /// <param name="hidden">Receives H, (steps·hidden × m).</param>
    /// <param name="a">Receives A, (steps·features × m).</param>
    public static void Forward<T>(Matrix<T> w1, Matrix<T> b1, Matrix<T> w2, Matrix<T> b2, Matrix<T> input, Matrix<T> hidden, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Forward(w1, b1, w2, b2, input, hidden, hidden, a);

    /// <summary>Forward, keeping Z = W1·A_prev + b1 too, for an activation that needs it on the way back.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w1">W1, (hidden × features).</param>
    /// <param name="b1">b1, (hidden × 1).</param>
    /// <param name="w2">W2, (features × hidden).</param>
    /// <param name="b2">b2, (features × 1).</param>
    /// <param name="input">A_prev, (steps·features × m).</param>
    /// <param name="linear">Receives Z, (steps·hidden × m).</param>
    /// <param name="hidden">Receives H, (steps·hidden × m).</param>
    /// <param name="a">Receives A, (steps·features × m).</param>
    public static void Forward<T>(Matrix<T> w1, Matrix<T> b1, Matrix<T> w2, Matrix<T> b2, Matrix<T> input, Matrix<T> linear, Matrix<T> hidden, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        StepProducts.Forward<T, TActivation>(w1, b1, input, linear, hidden);
        StepProducts.Forward<T, Identity>(w2, b2, hidden, a, a);
    }

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W1, b1, W2 and b2, one after another.</param>
    /// <param name="input">One example.</param>
    /// <param name="a">Receives the outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T w1 = ref MemoryMarshal.GetReference(parameters[..((2 * WeightCount) + TShape.Hidden + TShape.Features)]);
        ref T b1 = ref Unsafe.Add(ref w1, WeightCount);
        ref T w2 = ref Unsafe.Add(ref b1, TShape.Hidden);
        ref T b2 = ref Unsafe.Add(ref w2, WeightCount);
        var rented = ArrayPool<T>.Shared.Rent(TShape.Hidden);
        ref T hidden = ref MemoryMarshal.GetArrayDataReference(rented);
        for (int place = 0; place < input.Length; place += TShape.Features)
        {
            ref T step = ref MemoryMarshal.GetReference(input.Slice(place, TShape.Features));
            ref T result = ref MemoryMarshal.GetReference(a.Slice(place, TShape.Features));
            VectorProduct.Layer<T, First, TActivation>(ref w1, ref b1, ref step, ref hidden);
            VectorProduct.Layer<T, Second, Identity>(ref w2, ref b2, ref hidden, ref result);
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>Forward for one step of a sequence.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W1, b1, W2 and b2, one after another.</param>
    /// <param name="frame">The features of the step.</param>
    /// <param name="a">Receives the outputs; it shares no memory with <paramref name="frame"/>.</param>
    public static void Step<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> frame, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Predict(parameters, frame, a);

    /// <summary>
    /// Backward: dH = W2ᵀ·dA, dZ = dH ∘ g′(Z), dA_prev = W1ᵀ·dZ; dW2 = 1/m·Σ dA·Hᵀ, db2 = 1/m·Σ dA, dW1 = 1/m·Σ dZ·A_prevᵀ and
    /// db1 = 1/m·Σ dZ over examples and steps; for an activation that works from H alone.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w1">W1.</param>
    /// <param name="b1">b1, which is not read.</param>
    /// <param name="w2">W2.</param>
    /// <param name="b2">b2, which is not read.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="hidden">H.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dHidden">Memory for dH and dZ.</param>
    /// <param name="dInput">Receives dA_prev where it is not empty.</param>
    /// <param name="dW1">Receives dW1.</param>
    /// <param name="db1">Receives db1.</param>
    /// <param name="dW2">Receives dW2.</param>
    /// <param name="db2">Receives db2.</param>
    public static void Backward<T>(
        Matrix<T> w1, Matrix<T> b1, Matrix<T> w2, Matrix<T> b2, Matrix<T> input, Matrix<T> hidden, Matrix<T> gradient, Matrix<T> dHidden, Matrix<T> dInput, Matrix<T> dW1, Matrix<T> db1, Matrix<T> dW2, Matrix<T> db2)
        where T : unmanaged, IFloatingPointIeee754<T> => Backward(w1, b1, w2, b2, input, default, hidden, gradient, dHidden, dInput, dW1, db1, dW2, db2);

    /// <summary>The same for an activation that needs Z.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w1">W1.</param>
    /// <param name="b1">b1, which is not read.</param>
    /// <param name="w2">W2.</param>
    /// <param name="b2">b2, which is not read.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="linear">Z.</param>
    /// <param name="hidden">H.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dHidden">Memory for dH and dZ.</param>
    /// <param name="dInput">Receives dA_prev where it is not empty.</param>
    /// <param name="dW1">Receives dW1.</param>
    /// <param name="db1">Receives db1.</param>
    /// <param name="dW2">Receives dW2.</param>
    /// <param name="db2">Receives db2.</param>
    public static void Backward<T>(
        Matrix<T> w1, Matrix<T> b1, Matrix<T> w2, Matrix<T> b2, Matrix<T> input, Matrix<T> linear, Matrix<T> hidden, Matrix<T> gradient, Matrix<T> dHidden, Matrix<T> dInput, Matrix<T> dW1, Matrix<T> db1, Matrix<T> dW2, Matrix<T> db2)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dW1.Numbers.Clear();
        db1.Numbers.Clear();
        dW2.Numbers.Clear();
        db2.Numbers.Clear();
        Back(w1, w2, linear, hidden, gradient, dHidden, dInput);
        Add(input, hidden, gradient, dHidden, T.One / T.CreateTruncating(gradient.Columns), dW1, db1, dW2, db2);
    }

    /// <summary>Backward, and θ := θ − α·dθ for every parameter after it; the gradients are not stored. For an activation that works from H alone.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w1">W1, to be updated.</param>
    /// <param name="b1">b1, to be updated.</param>
    /// <param name="w2">W2, to be updated.</param>
    /// <param name="b2">b2, to be updated.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="hidden">H.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dHidden">Memory for dH and dZ.</param>
    /// <param name="dInput">Receives dA_prev where it is not empty.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void BackwardAndUpdate<T>(
        Matrix<T> w1, Matrix<T> b1, Matrix<T> w2, Matrix<T> b2, Matrix<T> input, Matrix<T> hidden, Matrix<T> gradient, Matrix<T> dHidden, Matrix<T> dInput, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T> => BackwardAndUpdate(w1, b1, w2, b2, input, default, hidden, gradient, dHidden, dInput, learningRate);

    /// <summary>The same for an activation that needs Z.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w1">W1, to be updated.</param>
    /// <param name="b1">b1, to be updated.</param>
    /// <param name="w2">W2, to be updated.</param>
    /// <param name="b2">b2, to be updated.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="linear">Z.</param>
    /// <param name="hidden">H.</param>
    /// <param name="gradient">dA.</param>
    /// <param name="dHidden">Memory for dH and dZ.</param>
    /// <param name="dInput">Receives dA_prev where it is not empty.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void BackwardAndUpdate<T>(
        Matrix<T> w1, Matrix<T> b1, Matrix<T> w2, Matrix<T> b2, Matrix<T> input, Matrix<T> linear, Matrix<T> hidden, Matrix<T> gradient, Matrix<T> dHidden, Matrix<T> dInput, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Back(w1, w2, linear, hidden, gradient, dHidden, dInput);
        Add(input, hidden, gradient, dHidden, -learningRate / T.CreateTruncating(gradient.Columns), w1, b1, w2, b2);
    }

    private static void Back<T>(Matrix<T> w1, Matrix<T> w2, Matrix<T> linear, Matrix<T> hidden, Matrix<T> gradient, Matrix<T> dHidden, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        StepProducts.InputGradient(w2, gradient, dHidden);
        StepProducts.ActivationBackward<T, TActivation>(TShape.Hidden, linear, hidden, dHidden);
        if (!dInput.IsEmpty)
        {
            StepProducts.InputGradient(w1, dHidden, dInput);
        }
    }

    private static void Add<T>(
        Matrix<T> input, Matrix<T> hidden, Matrix<T> gradient, Matrix<T> dLinear, T scale, Matrix<T> w1, Matrix<T> b1, Matrix<T> w2, Matrix<T> b2)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        StepProducts.AddWeights(gradient, hidden, scale, w2);
        StepProducts.AddBias(gradient, scale, b2);
        StepProducts.AddWeights(dLinear, input, scale, w1);
        StepProducts.AddBias(dLinear, scale, b1);
    }

    private readonly struct First : IDenseShape
    {
        public static int Inputs => TShape.Features;

        public static int Units => TShape.Hidden;
    }

    private readonly struct Second : IDenseShape
    {
        public static int Inputs => TShape.Hidden;

        public static int Units => TShape.Features;
    }
}
