using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// The passes of a gated recurrent unit, forward, step by step, and the derivatives beside them. For generated code, which
/// checks the shapes at its entry. For every time step, with ∘ number by number:
/// <code>
/// r = σ(W_r·x + b_r + U_r·h + d_r)      z likewise      q = U_n·h + d_n      n = tanh(W_n·x + b_n + r∘q)
/// h := (1 − z)∘n + z∘h
/// </code>
/// W is the input weights, (3H × F), U the recurrent ones, (3H × H), b and d the biases: each the rows of r, z and n, as PyTorch has them.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
/// <remarks>K. Cho et al.: Learning Phrase Representations using RNN Encoder–Decoder, EMNLP 2014; the reset gate after the product, as in cuDNN.</remarks>
public static class GRUKernel<TShape>
    where TShape : struct, IRecurrentShape
{
    private static int Units => TShape.Units;

    /// <summary>The rows of r, z and n in each matrix of parameters.</summary>
    private static int Rows => 3 * TShape.Units;

    /// <summary>The numbers that are kept of one time step: n, then r, z and q, which the recurrent weights have a part in.</summary>
    private static int Gates => 4 * TShape.Units;

    /// <summary>Forward, where the state of every time step comes out.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="inputWeights">W, (3H × F).</param>
    /// <param name="recurrentWeights">U, (3H × H).</param>
    /// <param name="inputBias">b, (3H × 1).</param>
    /// <param name="recurrentBias">d, (3H × 1).</param>
    /// <param name="input">A_prev, (T·F × m): of each example the F features of the first step, then those of the second.</param>
    /// <param name="gates">Receives n, r, z and q of every step, (T·4H × m).</param>
    /// <param name="a">Receives h of every step, (T·H × m).</param>
    public static void Forward<T>(
        Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> inputBias, Matrix<T> recurrentBias, Matrix<T> input, Matrix<T> gates, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var bias = ArrayPool<T>.Shared.Rent(Gates);
        Span<T> ofInput = inputBias.ColumnOfOne(), ofState = recurrentBias.ColumnOfOne();
        ofInput[(2 * Units)..].CopyTo(bias);
        TensorPrimitives.Add(ofInput[..(2 * Units)], ofState[..(2 * Units)], bias.AsSpan(Units));
        ofState[(2 * Units)..].CopyTo(bias.AsSpan(Rows));
        Recurrence.Forward<T, TShape, Cell<T>>(
            bias, inputWeights.SliceRows(2 * Units, Units), inputWeights.SliceRows(0, 2 * Units), recurrentWeights, input, a, gates, new(a, gates, default));
        ArrayPool<T>.Shared.Return(bias);
    }

    /// <summary>Forward, where the state of the last time step comes out.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="inputWeights">W, (3H × F).</param>
    /// <param name="recurrentWeights">U, (3H × H).</param>
    /// <param name="inputBias">b, (3H × 1).</param>
    /// <param name="recurrentBias">d, (3H × 1).</param>
    /// <param name="input">A_prev, (T·F × m).</param>
    /// <param name="states">Receives h of every step, (T·H × m).</param>
    /// <param name="gates">Receives n, r, z and q of every step, (T·4H × m).</param>
    /// <param name="a">Receives h of the last step, (H × m).</param>
    public static void Forward<T>(
        Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> inputBias, Matrix<T> recurrentBias, Matrix<T> input, Matrix<T> states, Matrix<T> gates, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Forward(inputWeights, recurrentWeights, inputBias, recurrentBias, input, gates, states);
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
        var rented = ArrayPool<T>.Shared.Rent(7 * Units);
        Span<T> hidden = rented.AsSpan(0, Units), gates = rented.AsSpan(Units, 2 * Rows);
        hidden.Clear();
        for (int t = 0; t < TShape.Steps; t++)
        {
            Step(parameters, input.Slice(t * TShape.Features, TShape.Features), hidden, gates);
            Recurrence.CopyState<T, TShape>(hidden, t, a);
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>One time step: h becomes the state after it.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W, U, b and d, one after the other, row after row.</param>
    /// <param name="frame">x, the F features of the step.</param>
    /// <param name="hidden">Holds h of the step before, receives h; H numbers.</param>
    /// <param name="gates">Room for the linear parts; 6H numbers.</param>
    public static void Step<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> frame, Span<T> hidden, Span<T> gates)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T ofInput = ref MemoryMarshal.GetReference(gates);
        ref T ofState = ref Unsafe.Add(ref ofInput, Rows);
        ref T state = ref MemoryMarshal.GetReference(hidden);
        Recurrence.StepLinear<T, InputProduct, RecurrentProduct>(ref MemoryMarshal.GetReference(parameters), ref MemoryMarshal.GetReference(frame), ref state, ref ofInput);
        for (nint place = 0; place < Units; place += Vector<T>.Count)
        {
            nint count = Units % Vector<T>.Count == 0 ? Vector<T>.Count : Units - place;
            var r = Sigmoid.Forward(UnitRegisters.Load(ref ofInput, place, count) + UnitRegisters.Load(ref ofState, place, count));
            var z = Sigmoid.Forward(UnitRegisters.Load(ref ofInput, Units + place, count) + UnitRegisters.Load(ref ofState, Units + place, count));
            var n = Tanh.Forward(UnitRegisters.MultiplyAdd(
                r, UnitRegisters.Load(ref ofState, (2 * Units) + place, count), UnitRegisters.Load(ref ofInput, (2 * Units) + place, count)));
            UnitRegisters.Store(UnitRegisters.MultiplyAdd(z, UnitRegisters.Load(ref state, place, count) - n, n), ref ofInput, place, count);
        }

        UnitRegisters.CopyToWide(ref ofInput, ref state, Units);
    }

    /// <summary>Backward: the gradients of the input and of all parameters.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="inputWeights">W, (3H × F).</param>
    /// <param name="recurrentWeights">U, (3H × H).</param>
    /// <param name="inputBias">b, which is not read.</param>
    /// <param name="recurrentBias">d, which is not read.</param>
    /// <param name="input">A_prev, (T·F × m).</param>
    /// <param name="states">h of every step, (T·H × m), as <c>Forward</c> left it.</param>
    /// <param name="gates">n, r, z and q of every step, as <c>Forward</c> left them.</param>
    /// <param name="gradient">dA, of every step or of the last one.</param>
    /// <param name="dGates">Room for the gradients of the linear parts, (T·4H × m).</param>
    /// <param name="dInput">Receives dA_prev, (T·F × m); empty where nobody reads it.</param>
    /// <param name="dInputWeights">Receives dW = 1/m·Σ dZ_t·x_tᵀ.</param>
    /// <param name="dRecurrentWeights">Receives dU = 1/m·Σ dZ_t·h_(t−1)ᵀ, in the rows of n with r∘dZ_n.</param>
    /// <param name="dInputBias">Receives db = 1/m·Σ dZ_t.</param>
    /// <param name="dRecurrentBias">Receives dd, which is db, but r∘dZ_n in the rows of n.</param>
    public static void Backward<T>(
        Matrix<T> inputWeights,
        Matrix<T> recurrentWeights,
        Matrix<T> inputBias,
        Matrix<T> recurrentBias,
        Matrix<T> input,
        Matrix<T> states,
        Matrix<T> gates,
        Matrix<T> gradient,
        Matrix<T> dGates,
        Matrix<T> dInput,
        Matrix<T> dInputWeights,
        Matrix<T> dRecurrentWeights,
        Matrix<T> dInputBias,
        Matrix<T> dRecurrentBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InputGradient(inputWeights, recurrentWeights, states, gates, gradient, dGates, dInput);
        if (Recurrence.BeginGradients(dInputWeights, dRecurrentWeights, dInputBias, dRecurrentBias))
        {
            AddParameterGradients(input, states, dGates, T.One / T.CreateTruncating(gradient.Columns), dInputWeights, dRecurrentWeights, dInputBias, dRecurrentBias);
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
    /// <param name="gates">n, r, z and q of every step, as <c>Forward</c> left them.</param>
    /// <param name="gradient">dA, of every step or of the last one.</param>
    /// <param name="dGates">Room for the gradients of the linear parts, (T·4H × m).</param>
    /// <param name="dInput">Receives dA_prev, (T·F × m); empty where nobody reads it.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void BackwardAndUpdate<T>(
        Matrix<T> inputWeights,
        Matrix<T> recurrentWeights,
        Matrix<T> inputBias,
        Matrix<T> recurrentBias,
        Matrix<T> input,
        Matrix<T> states,
        Matrix<T> gates,
        Matrix<T> gradient,
        Matrix<T> dGates,
        Matrix<T> dInput,
        T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InputGradient(inputWeights, recurrentWeights, states, gates, gradient, dGates, dInput);
        AddParameterGradients(input, states, dGates, -learningRate / T.CreateTruncating(gradient.Columns), inputWeights, recurrentWeights, inputBias, recurrentBias);
    }

    private static void InputGradient<T>(
        Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> states, Matrix<T> gates, Matrix<T> gradient, Matrix<T> dGates, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Recurrence.Backward<T, TShape, Cell<T>>(recurrentWeights, gradient, dGates, new(states, gates, dGates));
        if (!dInput.IsEmpty)
        {
            var (dLinear, dx) = (Recurrence.Steps(dGates, Gates, out _), Recurrence.Steps(dInput, TShape.Features, out _));
            dInput.Numbers.Clear();
            MatrixProduct.Add(inputWeights.SliceRows(0, 2 * Units).Transpose(), dLinear.SliceRows(Units, 2 * Units), dx, T.One);
            MatrixProduct.Add(inputWeights.SliceRows(2 * Units, Units).Transpose(), dLinear.SliceRows(0, Units), dx, T.One);
        }
    }

    private static void AddParameterGradients<T>(
        Matrix<T> input, Matrix<T> states, Matrix<T> dGates, T scale, Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> inputBias, Matrix<T> recurrentBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = Recurrence.Steps(input, TShape.Features, out var copy).Transpose();
        var dLinear = Recurrence.Steps(dGates, Gates, out _);
        MatrixProduct.Add(dLinear.SliceRows(Units, 2 * Units), x, inputWeights.SliceRows(0, 2 * Units), scale);
        MatrixProduct.Add(dLinear.SliceRows(0, Units), x, inputWeights.SliceRows(2 * Units, Units), scale);
        Recurrence.Return(copy);
        Span<T> ofInput = inputBias.ColumnOfOne(), ofState = recurrentBias.ColumnOfOne();
        Recurrence.AddColumns(dLinear.SliceRows(Units, 2 * Units), scale, ofInput[..(2 * Units)], ofState[..(2 * Units)]);
        Recurrence.AddColumns(dLinear.SliceRows(0, Units), scale, ofInput[(2 * Units)..], []);
        Recurrence.AddColumns(dLinear.SliceRows(Rows, Units), scale, ofState[(2 * Units)..], []);
        Recurrence.AddRecurrentGradient(dLinear.SliceRows(Units, Rows), Recurrence.Steps(states, Units, out _), TShape.Steps, scale, recurrentWeights);
    }

    private readonly struct InputProduct : IDenseShape
    {
        public static int Inputs => TShape.Features;

        public static int Units => Rows;
    }

    private readonly struct RecurrentProduct : IDenseShape
    {
        public static int Inputs => TShape.Units;

        public static int Units => Rows;
    }

    private readonly struct Cell<T>(Matrix<T> states, Matrix<T> gates, Matrix<T> dGates) : IRecurrentCell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int Blocks => 4;

        public static int FirstRecurrent => 1;

        public static bool HasCell => false;

        public void Forward<TVector, TSimd>(int step, int example)
            where TVector : struct
            where TSimd : struct, ISimd<TVector, T>
        {
            ref T gate = ref gates.At(step * Gates, example);
            ref T state = ref states.At(step * Units, example);
            ref T stateBefore = ref states.At(step == 0 ? 0 : (step - 1) * Units, example);
            for (nint place = 0; place < Units; place += TSimd.Width)
            {
                nint count = Units % TSimd.Width == 0 ? TSimd.Width : Units - place;
                var r = TSimd.Activate<Sigmoid>(UnitRegisters<T, TVector, TSimd>.Load(ref gate, Units + place, count));
                var z = TSimd.Activate<Sigmoid>(UnitRegisters<T, TVector, TSimd>.Load(ref gate, (2 * Units) + place, count));
                var q = UnitRegisters<T, TVector, TSimd>.Load(ref gate, (3 * Units) + place, count);
                var n = TSimd.Activate<Tanh>(TSimd.MultiplyAdd(r, q, UnitRegisters<T, TVector, TSimd>.Load(ref gate, place, count)));
                var before = step == 0 ? TSimd.Zero : UnitRegisters<T, TVector, TSimd>.Load(ref stateBefore, place, count);
                UnitRegisters<T, TVector, TSimd>.Store(n, ref gate, place, count);
                UnitRegisters<T, TVector, TSimd>.Store(r, ref gate, Units + place, count);
                UnitRegisters<T, TVector, TSimd>.Store(z, ref gate, (2 * Units) + place, count);
                UnitRegisters<T, TVector, TSimd>.Store(TSimd.MultiplyAdd(z, TSimd.Subtract(before, n), n), ref state, place, count);
            }
        }

        public void Backward(int step, int example, ref T dState, ref T dCell)
        {
            ref T gate = ref gates.At(step * Gates, example);
            ref T dGate = ref dGates.At(step * Gates, example);
            ref T stateBefore = ref states.At(step == 0 ? 0 : (step - 1) * Units, example);
            for (nint place = 0; place < Units; place += Vector<T>.Count)
            {
                nint count = Units % Vector<T>.Count == 0 ? Vector<T>.Count : Units - place;
                var n = UnitRegisters.Load(ref gate, place, count);
                var r = UnitRegisters.Load(ref gate, Units + place, count);
                var z = UnitRegisters.Load(ref gate, (2 * Units) + place, count);
                var q = UnitRegisters.Load(ref gate, (3 * Units) + place, count);
                var before = step == 0 ? Vector<T>.Zero : UnitRegisters.Load(ref stateBefore, place, count);
                var dh = UnitRegisters.Load(ref dState, place, count);
                var dn = Tanh.Backward(default, n, dh * (Vector<T>.One - z));
                UnitRegisters.Store(dn, ref dGate, place, count);
                UnitRegisters.Store(Sigmoid.Backward(default, r, dn * q), ref dGate, Units + place, count);
                UnitRegisters.Store(Sigmoid.Backward(default, z, dh * (before - n)), ref dGate, (2 * Units) + place, count);
                UnitRegisters.Store(dn * r, ref dGate, (3 * Units) + place, count);

                // The part that the update gate lets by; what comes through the recurrent weights is added to it.
                UnitRegisters.Store(dh * z, ref dState, place, count);
            }
        }
    }
}
