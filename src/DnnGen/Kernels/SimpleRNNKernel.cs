using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// The passes of a simple recurrent layer, forward, step by step, and the derivatives beside them: h := tanh(W·x + b + U·h + d)
/// in every time step. For generated code, which checks the shapes at its entry. W is the input weights, (H × F), U the
/// recurrent ones, (H × H), b and d the biases, as PyTorch has them.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
/// <remarks>J. L. Elman: Finding Structure in Time, 1990.</remarks>
public static class SimpleRNNKernel<TShape>
    where TShape : struct, IRecurrentShape
{
    private static int Units => TShape.Units;

    /// <summary>Forward, where the state of every time step comes out.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="inputWeights">W, (H × F).</param>
    /// <param name="recurrentWeights">U, (H × H).</param>
    /// <param name="inputBias">b, (H × 1).</param>
    /// <param name="recurrentBias">d, (H × 1).</param>
    /// <param name="input">A_prev, (T·F × m): of each example the F features of the first step, then those of the second.</param>
    /// <param name="a">Receives h of every step, (T·H × m).</param>
    public static void Forward<T>(Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> inputBias, Matrix<T> recurrentBias, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var bias = ArrayPool<T>.Shared.Rent(Units);
        TensorPrimitives.Add(inputBias.ColumnOfOne(), recurrentBias.ColumnOfOne(), bias);
        Recurrence.Forward<T, TShape, Cell<T>>(bias, inputWeights, inputWeights.SliceRows(0, 0), recurrentWeights, input, a, a, new(a, default));
        ArrayPool<T>.Shared.Return(bias);
    }

    /// <summary>Forward, where the state of the last time step comes out.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="inputWeights">W, (H × F).</param>
    /// <param name="recurrentWeights">U, (H × H).</param>
    /// <param name="inputBias">b, (H × 1).</param>
    /// <param name="recurrentBias">d, (H × 1).</param>
    /// <param name="input">A_prev, (T·F × m).</param>
    /// <param name="states">Receives h of every step, (T·H × m).</param>
    /// <param name="a">Receives h of the last step, (H × m).</param>
    public static void Forward<T>(
        Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> inputBias, Matrix<T> recurrentBias, Matrix<T> input, Matrix<T> states, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Forward(inputWeights, recurrentWeights, inputBias, recurrentBias, input, states);
        Recurrence.CopyLast(states, a);
    }

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W, U, b and d, one after the other, row after row.</param>
    /// <param name="input">One sequence, T·F numbers.</param>
    /// <param name="a">Receives h of every step, or of the last one.</param>
    public static void Predict<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rented = ArrayPool<T>.Shared.Rent(3 * Units);
        Span<T> hidden = rented.AsSpan(0, Units), linear = rented.AsSpan(Units, 2 * Units);
        hidden.Clear();
        for (int t = 0; t < TShape.Steps; t++)
        {
            Step(parameters, input.Slice(t * TShape.Features, TShape.Features), hidden, linear);
            Recurrence.CopyState<T, TShape>(hidden, t, a);
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>One time step: h becomes the state after it.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W, U, b and d, one after the other, row after row.</param>
    /// <param name="frame">x, the F features of the step.</param>
    /// <param name="hidden">Holds h of the step before, receives h; H numbers.</param>
    /// <param name="linear">Room for the linear parts; 2H numbers.</param>
    public static void Step<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> frame, Span<T> hidden, Span<T> linear)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T z = ref MemoryMarshal.GetReference(linear);
        ref T state = ref MemoryMarshal.GetReference(hidden);
        Recurrence.StepLinear<T, InputProduct, RecurrentProduct>(ref MemoryMarshal.GetReference(parameters), ref MemoryMarshal.GetReference(frame), ref state, ref z);
        for (nint place = 0; place < Units; place += Vector<T>.Count)
        {
            nint count = Units % Vector<T>.Count == 0 ? Vector<T>.Count : Units - place;
            UnitRegisters.Store(Tanh.Forward(UnitRegisters.Load(ref z, place, count) + UnitRegisters.Load(ref z, Units + place, count)), ref state, place, count);
        }
    }

    /// <summary>Backward: the gradients of the input and of all parameters.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="inputWeights">W, (H × F).</param>
    /// <param name="recurrentWeights">U, (H × H).</param>
    /// <param name="inputBias">b, which is not read.</param>
    /// <param name="recurrentBias">d, which is not read.</param>
    /// <param name="input">A_prev, (T·F × m).</param>
    /// <param name="states">h of every step, (T·H × m), as <c>Forward</c> left it.</param>
    /// <param name="gradient">dA, of every step or of the last one.</param>
    /// <param name="dLinear">Room for the gradients of the linear parts, (T·H × m).</param>
    /// <param name="dInput">Receives dA_prev, (T·F × m); empty where nobody reads it.</param>
    /// <param name="dInputWeights">Receives dW = 1/m·Σ dZ_t·x_tᵀ.</param>
    /// <param name="dRecurrentWeights">Receives dU = 1/m·Σ dZ_t·h_(t−1)ᵀ.</param>
    /// <param name="dInputBias">Receives db = 1/m·Σ dZ_t.</param>
    /// <param name="dRecurrentBias">Receives dd, which is db.</param>
    public static void Backward<T>(
        Matrix<T> inputWeights,
        Matrix<T> recurrentWeights,
        Matrix<T> inputBias,
        Matrix<T> recurrentBias,
        Matrix<T> input,
        Matrix<T> states,
        Matrix<T> gradient,
        Matrix<T> dLinear,
        Matrix<T> dInput,
        Matrix<T> dInputWeights,
        Matrix<T> dRecurrentWeights,
        Matrix<T> dInputBias,
        Matrix<T> dRecurrentBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InputGradient(inputWeights, recurrentWeights, states, gradient, dLinear, dInput);
        if (Recurrence.BeginGradients(dInputWeights, dRecurrentWeights, dInputBias, dRecurrentBias))
        {
            AddParameterGradients(input, states, dLinear, T.One / T.CreateTruncating(gradient.Columns), dInputWeights, dRecurrentWeights, dInputBias, dRecurrentBias);
        }
    }

    /// <summary>Backward and a step of gradient descent at once: θ := θ − α·dθ for all parameters; dθ is never stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="inputWeights">W, to be updated.</param>
    /// <param name="recurrentWeights">U, to be updated.</param>
    /// <param name="inputBias">b, to be updated.</param>
    /// <param name="recurrentBias">d, to be updated.</param>
    /// <param name="input">A_prev, (T·F × m).</param>
    /// <param name="states">h of every step, (T·H × m), as <c>Forward</c> left it.</param>
    /// <param name="gradient">dA, of every step or of the last one.</param>
    /// <param name="dLinear">Room for the gradients of the linear parts, (T·H × m).</param>
    /// <param name="dInput">Receives dA_prev, (T·F × m); empty where nobody reads it.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void BackwardAndUpdate<T>(
        Matrix<T> inputWeights,
        Matrix<T> recurrentWeights,
        Matrix<T> inputBias,
        Matrix<T> recurrentBias,
        Matrix<T> input,
        Matrix<T> states,
        Matrix<T> gradient,
        Matrix<T> dLinear,
        Matrix<T> dInput,
        T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InputGradient(inputWeights, recurrentWeights, states, gradient, dLinear, dInput);
        AddParameterGradients(input, states, dLinear, -learningRate / T.CreateTruncating(gradient.Columns), inputWeights, recurrentWeights, inputBias, recurrentBias);
    }

    private static void InputGradient<T>(Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> states, Matrix<T> gradient, Matrix<T> dLinear, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Recurrence.Backward<T, TShape, Cell<T>>(recurrentWeights, gradient, dLinear, new(states, dLinear));
        if (!dInput.IsEmpty)
        {
            dInput.Numbers.Clear();
            MatrixProduct.Add(inputWeights.Transpose(), Recurrence.Steps(dLinear, Units, out _), Recurrence.Steps(dInput, TShape.Features, out _), T.One);
        }
    }

    private static void AddParameterGradients<T>(
        Matrix<T> input, Matrix<T> states, Matrix<T> dLinear, T scale, Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> inputBias, Matrix<T> recurrentBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var dZ = Recurrence.Steps(dLinear, Units, out _);
        MatrixProduct.Add(dZ, Recurrence.Steps(input, TShape.Features, out var copy).Transpose(), inputWeights, scale);
        Recurrence.Return(copy);
        Recurrence.AddColumns(dZ, scale, inputBias.ColumnOfOne(), recurrentBias.ColumnOfOne());
        Recurrence.AddRecurrentGradient(dZ, Recurrence.Steps(states, Units, out _), TShape.Steps, scale, recurrentWeights);
    }

    /// <summary>The state from the linear part of a step.</summary>
    private static void Forward<T, TVector, TSimd>(ref T linear, ref T state)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        for (nint place = 0; place < Units; place += TSimd.Width)
        {
            nint count = Units % TSimd.Width == 0 ? TSimd.Width : Units - place;
            UnitRegisters<T, TVector, TSimd>.Store(TSimd.Activate<Tanh>(UnitRegisters<T, TVector, TSimd>.Load(ref linear, place, count)), ref state, place, count);
        }
    }

    private readonly struct InputProduct : IDenseShape
    {
        public static int Inputs => TShape.Features;

        public static int Units => TShape.Units;
    }

    private readonly struct RecurrentProduct : IDenseShape
    {
        public static int Inputs => TShape.Units;

        public static int Units => TShape.Units;
    }

    private readonly struct Cell<T>(Matrix<T> states, Matrix<T> dLinear) : IRecurrentCell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int Blocks => 1;

        public static int FirstRecurrent => 0;

        public static bool HasCell => false;

        public void Forward<TVector, TSimd>(int step, int example)
            where TVector : struct
            where TSimd : struct, ISimd<TVector, T>
        {
            ref T state = ref states.At(step * Units, example);
            SimpleRNNKernel<TShape>.Forward<T, TVector, TSimd>(ref state, ref state);
        }

        public void Backward(int step, int example, ref T dState, ref T dCell)
        {
            ref T state = ref states.At(step * Units, example);
            ref T dZ = ref dLinear.At(step * Units, example);
            for (nint place = 0; place < Units; place += Vector<T>.Count)
            {
                nint count = Units % Vector<T>.Count == 0 ? Vector<T>.Count : Units - place;
                UnitRegisters.Store(
                    Tanh.Backward(default, UnitRegisters.Load(ref state, place, count), UnitRegisters.Load(ref dState, place, count)), ref dZ, place, count);

                // What comes through the recurrent weights is added to nothing.
                UnitRegisters.Store(Vector<T>.Zero, ref dState, place, count);
            }
        }
    }
}
