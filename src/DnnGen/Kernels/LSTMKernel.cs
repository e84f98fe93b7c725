using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// The passes of a long short-term memory, forward, step by step, and the derivatives beside them. For generated code,
/// which checks the shapes at its entry. For every time step, with ∘ number by number:
/// <code>
/// i = σ(W_i·x + b_i + U_i·h + d_i)      f, o likewise      g = tanh(W_g·x + b_g + U_g·h + d_g)
/// c := f∘c + i∘g                        h := o∘tanh(c)
/// </code>
/// W is the input weights, (4H × F), U the recurrent ones, (4H × H), b and d the biases: each the rows of i, f, g and o, as PyTorch has them.
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
/// <remarks>S. Hochreiter, J. Schmidhuber: Long Short-Term Memory, 1997; F. A. Gers, J. Schmidhuber, F. Cummins: Learning to Forget, 2000.</remarks>
public static class LSTMKernel<TShape>
    where TShape : struct, IRecurrentShape
{
    private static int Units => TShape.Units;

    /// <summary>The numbers of i, f, g and o of one time step.</summary>
    private static int Gates => 4 * TShape.Units;

    /// <summary>Forward, where the state of every time step comes out.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="inputWeights">W, (4H × F).</param>
    /// <param name="recurrentWeights">U, (4H × H).</param>
    /// <param name="inputBias">b, (4H × 1).</param>
    /// <param name="recurrentBias">d, (4H × 1).</param>
    /// <param name="input">A_prev, (T·F × m): of each example the F features of the first step, then those of the second.</param>
    /// <param name="gates">Receives i, f, g and o of every step, (T·4H × m).</param>
    /// <param name="cells">Receives c of every step, (T·H × m).</param>
    /// <param name="a">Receives h of every step, (T·H × m).</param>
    public static void Forward<T>(
        Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> inputBias, Matrix<T> recurrentBias, Matrix<T> input, Matrix<T> gates, Matrix<T> cells, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var bias = ArrayPool<T>.Shared.Rent(Gates);
        TensorPrimitives.Add(inputBias.ColumnOfOne(), recurrentBias.ColumnOfOne(), bias);
        Recurrence.Forward<T, TShape, Cell<T>>(bias, inputWeights, inputWeights.SliceRows(0, 0), recurrentWeights, input, a, gates, new(a, gates, cells, default));
        ArrayPool<T>.Shared.Return(bias);
    }

    /// <summary>Forward, where the state of the last time step comes out.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="inputWeights">W, (4H × F).</param>
    /// <param name="recurrentWeights">U, (4H × H).</param>
    /// <param name="inputBias">b, (4H × 1).</param>
    /// <param name="recurrentBias">d, (4H × 1).</param>
    /// <param name="input">A_prev, (T·F × m).</param>
    /// <param name="states">Receives h of every step, (T·H × m).</param>
    /// <param name="gates">Receives i, f, g and o of every step, (T·4H × m).</param>
    /// <param name="cells">Receives c of every step, (T·H × m).</param>
    /// <param name="a">Receives h of the last step, (H × m).</param>
    public static void Forward<T>(
        Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> inputBias, Matrix<T> recurrentBias, Matrix<T> input, Matrix<T> states, Matrix<T> gates, Matrix<T> cells, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Forward(inputWeights, recurrentWeights, inputBias, recurrentBias, input, gates, cells, states);
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
        var rented = ArrayPool<T>.Shared.Rent(10 * Units);
        Span<T> hidden = rented.AsSpan(0, Units), cell = rented.AsSpan(Units, Units), gates = rented.AsSpan(2 * Units, 2 * Gates);
        hidden.Clear();
        cell.Clear();
        for (int t = 0; t < TShape.Steps; t++)
        {
            Step(parameters, input.Slice(t * TShape.Features, TShape.Features), hidden, cell, gates);
            Recurrence.CopyState<T, TShape>(hidden, t, a);
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>One time step: h and c become those after it.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W, U, b and d, one after the other, row after row.</param>
    /// <param name="frame">x, the F features of the step.</param>
    /// <param name="hidden">Holds h of the step before, receives h; H numbers.</param>
    /// <param name="cell">Holds c of the step before, receives c; H numbers.</param>
    /// <param name="gates">Room for the linear parts; 8H numbers.</param>
    // Compiled with what the JIT has seen of the first steps, this takes half as long again (LSTM 16: 173 against 117 ns).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> frame, Span<T> hidden, Span<T> cell, Span<T> gates)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T linear = ref MemoryMarshal.GetReference(gates);
        ref T state = ref MemoryMarshal.GetReference(hidden);
        Recurrence.StepLinear<T, InputProduct, RecurrentProduct>(ref MemoryMarshal.GetReference(parameters), ref MemoryMarshal.GetReference(frame), ref state, ref linear);
        StepCell(ref linear, ref MemoryMarshal.GetReference(cell));
        StepState(ref linear, ref MemoryMarshal.GetReference(cell), ref linear);
        UnitRegisters.CopyToWide(ref linear, ref state, Units);
    }

    /// <summary>c := f∘c + i∘g from the linear parts of input and state.</summary>
    private static void StepCell<T>(ref T ofInput, ref T cell)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T ofState = ref Unsafe.Add(ref ofInput, Gates);
        for (nint place = 0; place < Units; place += Vector<T>.Count)
        {
            nint count = Units % Vector<T>.Count == 0 ? Vector<T>.Count : Units - place;
            var i = Sigmoid.Forward(UnitRegisters.Load(ref ofInput, place, count) + UnitRegisters.Load(ref ofState, place, count));
            var f = Sigmoid.Forward(UnitRegisters.Load(ref ofInput, Units + place, count) + UnitRegisters.Load(ref ofState, Units + place, count));
            var g = Tanh.Forward(UnitRegisters.Load(ref ofInput, (2 * Units) + place, count) + UnitRegisters.Load(ref ofState, (2 * Units) + place, count));
            UnitRegisters.Store(UnitRegisters.MultiplyAdd(f, UnitRegisters.Load(ref cell, place, count), i * g), ref cell, place, count);
        }
    }

    /// <summary>h := o∘tanh(c).</summary>
    private static void StepState<T>(ref T ofInput, ref T cell, ref T state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ofInput = ref Unsafe.Add(ref ofInput, 3 * Units);
        ref T ofState = ref Unsafe.Add(ref ofInput, Gates);
        for (nint place = 0; place < Units; place += Vector<T>.Count)
        {
            nint count = Units % Vector<T>.Count == 0 ? Vector<T>.Count : Units - place;
            var o = Sigmoid.Forward(UnitRegisters.Load(ref ofInput, place, count) + UnitRegisters.Load(ref ofState, place, count));
            UnitRegisters.Store(o * Tanh.Forward(UnitRegisters.Load(ref cell, place, count)), ref state, place, count);
        }
    }

    /// <summary>Backward: the gradients of the input and of all parameters.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="inputWeights">W, (4H × F).</param>
    /// <param name="recurrentWeights">U, (4H × H).</param>
    /// <param name="inputBias">b, which is not read.</param>
    /// <param name="recurrentBias">d, which is not read.</param>
    /// <param name="input">A_prev, (T·F × m).</param>
    /// <param name="states">h of every step, (T·H × m), as <c>Forward</c> left it.</param>
    /// <param name="gates">i, f, g and o of every step, as <c>Forward</c> left them.</param>
    /// <param name="cells">c of every step, as <c>Forward</c> left it.</param>
    /// <param name="gradient">dA, of every step or of the last one.</param>
    /// <param name="dGates">Room for the gradients of the linear parts, (T·4H × m).</param>
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
        Matrix<T> gates,
        Matrix<T> cells,
        Matrix<T> gradient,
        Matrix<T> dGates,
        Matrix<T> dInput,
        Matrix<T> dInputWeights,
        Matrix<T> dRecurrentWeights,
        Matrix<T> dInputBias,
        Matrix<T> dRecurrentBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InputGradient(inputWeights, recurrentWeights, states, gates, cells, gradient, dGates, dInput);
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
    /// <param name="gates">i, f, g and o of every step, as <c>Forward</c> left them.</param>
    /// <param name="cells">c of every step, as <c>Forward</c> left it.</param>
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
        Matrix<T> cells,
        Matrix<T> gradient,
        Matrix<T> dGates,
        Matrix<T> dInput,
        T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InputGradient(inputWeights, recurrentWeights, states, gates, cells, gradient, dGates, dInput);
        AddParameterGradients(input, states, dGates, -learningRate / T.CreateTruncating(gradient.Columns), inputWeights, recurrentWeights, inputBias, recurrentBias);
    }

    private static void InputGradient<T>(
        Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> states, Matrix<T> gates, Matrix<T> cells, Matrix<T> gradient, Matrix<T> dGates, Matrix<T> dInput)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Recurrence.Backward<T, TShape, Cell<T>>(recurrentWeights, gradient, dGates, new(states, gates, cells, dGates));
        if (!dInput.IsEmpty)
        {
            dInput.Numbers.Clear();
            MatrixProduct.Add(inputWeights.Transpose(), Recurrence.Steps(dGates, Gates, out _), Recurrence.Steps(dInput, TShape.Features, out _), T.One);
        }
    }

    private static void AddParameterGradients<T>(
        Matrix<T> input, Matrix<T> states, Matrix<T> dGates, T scale, Matrix<T> inputWeights, Matrix<T> recurrentWeights, Matrix<T> inputBias, Matrix<T> recurrentBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var dLinear = Recurrence.Steps(dGates, Gates, out _);
        MatrixProduct.Add(dLinear, Recurrence.Steps(input, TShape.Features, out var copy).Transpose(), inputWeights, scale);
        Recurrence.Return(copy);
        Recurrence.AddColumns(dLinear, scale, inputBias.ColumnOfOne(), recurrentBias.ColumnOfOne());
        Recurrence.AddRecurrentGradient(dLinear, Recurrence.Steps(states, Units, out _), TShape.Steps, scale, recurrentWeights);
    }

    /// <summary>The linear parts of a step become its gates, and from them come c and h.</summary>
    /// <remarks>In two loops: five exponentials in one are more than the JIT takes into a method, and they would become calls.</remarks>
    private static void Forward<T, TVector, TSimd>(ref T gates, ref T cellBefore, ref T cell, ref T state)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        NextCell<T, TVector, TSimd>(ref gates, ref cellBefore, ref cell);
        NextState<T, TVector, TSimd>(ref Unsafe.Add(ref gates, 3 * Units), ref cell, ref state);
    }

    /// <summary>i, f and g, and c := f∘c + i∘g.</summary>
    private static void NextCell<T, TVector, TSimd>(ref T gates, ref T cellBefore, ref T cell)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        for (nint place = 0; place < Units; place += TSimd.Width)
        {
            nint count = Units % TSimd.Width == 0 ? TSimd.Width : Units - place;
            var i = TSimd.Activate<Sigmoid>(UnitRegisters<T, TVector, TSimd>.Load(ref gates, place, count));
            var f = TSimd.Activate<Sigmoid>(UnitRegisters<T, TVector, TSimd>.Load(ref gates, Units + place, count));
            var g = TSimd.Activate<Tanh>(UnitRegisters<T, TVector, TSimd>.Load(ref gates, (2 * Units) + place, count));
            var c = TSimd.MultiplyAdd(f, UnitRegisters<T, TVector, TSimd>.Load(ref cellBefore, place, count), TSimd.Multiply(i, g));
            UnitRegisters<T, TVector, TSimd>.Store(i, ref gates, place, count);
            UnitRegisters<T, TVector, TSimd>.Store(f, ref gates, Units + place, count);
            UnitRegisters<T, TVector, TSimd>.Store(g, ref gates, (2 * Units) + place, count);
            UnitRegisters<T, TVector, TSimd>.Store(c, ref cell, place, count);
        }
    }

    /// <summary>o, and h := o∘tanh(c).</summary>
    private static void NextState<T, TVector, TSimd>(ref T gate, ref T cell, ref T state)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        for (nint place = 0; place < Units; place += TSimd.Width)
        {
            nint count = Units % TSimd.Width == 0 ? TSimd.Width : Units - place;
            var o = TSimd.Activate<Sigmoid>(UnitRegisters<T, TVector, TSimd>.Load(ref gate, place, count));
            UnitRegisters<T, TVector, TSimd>.Store(o, ref gate, place, count);
            UnitRegisters<T, TVector, TSimd>.Store(TSimd.Multiply(o, TSimd.Activate<Tanh>(UnitRegisters<T, TVector, TSimd>.Load(ref cell, place, count))), ref state, place, count);
        }
    }

    private readonly struct InputProduct : IDenseShape
    {
        public static int Inputs => TShape.Features;

        public static int Units => Gates;
    }

    private readonly struct RecurrentProduct : IDenseShape
    {
        public static int Inputs => TShape.Units;

        public static int Units => Gates;
    }

    private readonly struct Cell<T>(Matrix<T> states, Matrix<T> gates, Matrix<T> cells, Matrix<T> dGates) : IRecurrentCell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static int Blocks => 4;

        public static int FirstRecurrent => 0;

        public static bool HasCell => true;

        public void Forward<TVector, TSimd>(int step, int example)
            where TVector : struct
            where TSimd : struct, ISimd<TVector, T>
        {
            ref T cell = ref cells.At(step * Units, example);
            if (step == 0)
            {
                MemoryMarshal.CreateSpan(ref cell, Units).Clear();
            }

            LSTMKernel<TShape>.Forward<T, TVector, TSimd>(
                ref gates.At(step * Gates, example), ref step == 0 ? ref cell : ref cells.At((step - 1) * Units, example), ref cell, ref states.At(step * Units, example));
        }

        public void Backward(int step, int example, ref T dState, ref T dCell)
        {
            ref T gate = ref gates.At(step * Gates, example);
            ref T dGate = ref dGates.At(step * Gates, example);
            ref T cell = ref cells.At(step * Units, example);
            ref T cellBefore = ref cells.At(step == 0 ? 0 : (step - 1) * Units, example);
            for (nint place = 0; place < Units; place += Vector<T>.Count)
            {
                nint count = Units % Vector<T>.Count == 0 ? Vector<T>.Count : Units - place;
                var i = UnitRegisters.Load(ref gate, place, count);
                var f = UnitRegisters.Load(ref gate, Units + place, count);
                var g = UnitRegisters.Load(ref gate, (2 * Units) + place, count);
                var o = UnitRegisters.Load(ref gate, (3 * Units) + place, count);
                var tanh = Tanh.Forward(UnitRegisters.Load(ref cell, place, count));
                var before = step == 0 ? Vector<T>.Zero : UnitRegisters.Load(ref cellBefore, place, count);
                var dh = UnitRegisters.Load(ref dState, place, count);
                var dc = UnitRegisters.Load(ref dCell, place, count) + Tanh.Backward(default, tanh, dh * o);
                UnitRegisters.Store(Sigmoid.Backward(default, i, dc * g), ref dGate, place, count);
                UnitRegisters.Store(Sigmoid.Backward(default, f, dc * before), ref dGate, Units + place, count);
                UnitRegisters.Store(Tanh.Backward(default, g, dc * i), ref dGate, (2 * Units) + place, count);
                UnitRegisters.Store(Sigmoid.Backward(default, o, dh * tanh), ref dGate, (3 * Units) + place, count);
                UnitRegisters.Store(dc * f, ref dCell, place, count);

                // What comes through the recurrent weights is added to nothing.
                UnitRegisters.Store(Vector<T>.Zero, ref dState, place, count);
            }
        }
    }
}
