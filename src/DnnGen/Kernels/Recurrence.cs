using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using DnnGen.Activations;
using DnnGen.Threading;

namespace DnnGen.Kernels;

/// <summary>What a recurrent layer does in one time step of one example, beside the product with its recurrent weights.</summary>
internal interface IRecurrentCell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The matrices of H rows of what is kept of each time step.</summary>
    static abstract int Blocks { get; }

    /// <summary>The first of them that the recurrent weights have a part in; they have one in all from there on.</summary>
    static abstract int FirstRecurrent { get; }

    /// <summary>Whether a second gradient, that of the cell, travels from step to step.</summary>
    static abstract bool HasCell { get; }

    /// <summary>Forward: the linear parts of a step become gates, and from them comes the state.</summary>
    void Forward<TVector, TSimd>(int step, int example)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>;

    /// <summary>Backward: the gradient of the state becomes those of the linear parts, and what of it passes the recurrent weights by.</summary>
    void Backward(int step, int example, ref T dState, ref T dCell);
}

/// <summary>
/// The passes of recurrent layers through time. A thread takes some of the examples through all steps, a few at a time, so
/// that they share the loads of the recurrent weights; as each is computed alone, results do not depend on who does.
/// </summary>
internal static class Recurrence
{
    private const int Tile = 8;

    /// <summary>Examples from which on their products of one step fill the blocks.</summary>
    private const int FewestTogether = 4;

    /// <summary>The state after every step.</summary>
    /// <param name="bias">What every step begins with, all numbers of a step.</param>
    /// <param name="first">The input weights of the first rows of a step, (rows × F).</param>
    /// <param name="second">The input weights of the rows behind them; possibly none.</param>
    /// <param name="recurrent">The recurrent weights, (n·H × H).</param>
    /// <param name="input">The sequences, (T·F × m).</param>
    /// <param name="states">Receives the states, (T·H × m).</param>
    /// <param name="linear">Receives what the cell makes of the linear parts; the memory of the states where it keeps nothing else.</param>
    /// <param name="cell">The cell.</param>
    public static void Forward<T, TShape, TCell>(
        T[] bias, Matrix<T> first, Matrix<T> second, Matrix<T> recurrent, Matrix<T> input, Matrix<T> states, Matrix<T> linear, TCell cell)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, IRecurrentShape
        where TCell : struct, IRecurrentCell<T>
    {
        var x = Steps(input, TShape.Features, out var copy);

        // Few features are multiplied step by step, while the linear parts are in the cache; their sums have the same bits in
        // both ways, and so has an example in any batch.
        bool stepByStep = TShape.Features < MatrixProduct.ShortestDots && states.Columns >= FewestTogether;
        int numbers = TCell.Blocks * TShape.Units;
        if (!stepByStep)
        {
            var steps = Steps(linear, numbers, out _);
            for (int j = 0; j < steps.Columns; j++)
            {
                bias.AsSpan(0, numbers).CopyTo(steps.ColumnSpan(j));
            }

            MatrixProduct.AddForward(first, x, steps.SliceRows(0, first.Rows));
            MatrixProduct.AddForward(second, x, steps.SliceRows(first.Rows, second.Rows));
        }

        long multiplyAdds = (long)TShape.Steps * recurrent.Rows * recurrent.Columns;
        if (stepByStep)
        {
            multiplyAdds += (long)TShape.Steps * (first.Rows + second.Rows) * TShape.Features;
        }

        Run(new ForwardWork<T, TShape, TCell>(stepByStep, bias, first, second, x, recurrent, states, linear, cell), states.Columns, multiplyAdds);
        Return(copy);
    }

    /// <summary>The gradients of the linear parts of every step from those of the output.</summary>
    /// <param name="recurrent">The recurrent weights, (n·H × H).</param>
    /// <param name="gradient">dA of every step, or of the last one.</param>
    /// <param name="dLinear">Receives the gradients of the linear parts, which the cell writes.</param>
    /// <param name="cell">The cell.</param>
    public static void Backward<T, TShape, TCell>(Matrix<T> recurrent, Matrix<T> gradient, Matrix<T> dLinear, TCell cell)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, IRecurrentShape
        where TCell : struct, IRecurrentCell<T> =>
        Run(new BackwardWork<T, TShape, TCell>(recurrent, gradient, dLinear, cell), gradient.Columns, (long)TShape.Steps * recurrent.Rows * recurrent.Columns);

    /// <summary>Every time step of every example, (rows × T·m), of a matrix of (T·rows × m): a view, or a copy where the examples do not follow each other.</summary>
    /// <param name="x">The sequences.</param>
    /// <param name="rows">The numbers of one step.</param>
    /// <param name="copy">The array to give back to the pool; null where nothing was copied.</param>
    public static Matrix<T> Steps<T>(Matrix<T> x, int rows, out T[]? copy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        copy = null;
        if (!x.IsContiguousByColumns)
        {
            copy = ArrayPool<T>.Shared.Rent(checked(x.Rows * x.Columns));
            var contiguous = Matrix<T>.OfColumns(copy, x.Rows, x.Columns);
            ElementWise.Copy(x, contiguous);
            x = contiguous;
        }

        return x.Reshape(rows, x.Rows / rows * x.Columns);
    }

    /// <summary>Gives a copy that <see cref="Steps"/> has made back to the pool.</summary>
    public static void Return<T>(T[]? copy)
    {
        if (copy is not null)
        {
            ArrayPool<T>.Shared.Return(copy);
        }
    }

    /// <summary>sum := sum + scale·Σ over all columns, and the same to another sum, which may be empty.</summary>
    public static void AddColumns<T>(Matrix<T> columns, T scale, Span<T> sum, Span<T> other)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var total = MemoryMarshal.CreateSpan(ref Scratch<T>.Take(columns.Rows), columns.Rows);
        total.Clear();
        for (int j = 0; j < columns.Columns; j++)
        {
            TensorPrimitives.Add(total, columns.ColumnSpan(j), total);
        }

        TensorPrimitives.MultiplyAdd(total, scale, sum, sum);
        if (!other.IsEmpty)
        {
            TensorPrimitives.MultiplyAdd(total, scale, other, other);
        }
    }

    /// <summary>The linear parts of one time step of one example, apart: b + W·x, and behind it d + U·h.</summary>
    /// <remarks>
    /// Apart, because a register that is read where two narrower ones have just been written waits until they are in the cache.
    /// </remarks>
    /// <param name="parameters">W, U, b and d, one after the other, row after row.</param>
    /// <param name="frame">x.</param>
    /// <param name="state">h.</param>
    /// <param name="linear">Receives both.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepLinear<T, TInput, TRecurrent>(ref T parameters, ref T frame, ref T state, ref T linear)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TInput : struct, IDenseShape
        where TRecurrent : struct, IDenseShape
    {
        ref T recurrentWeights = ref Unsafe.Add(ref parameters, TInput.Units * TInput.Inputs);
        ref T inputBias = ref Unsafe.Add(ref recurrentWeights, TRecurrent.Units * TRecurrent.Inputs);
        FrameLinear<T, TInput>(ref parameters, ref inputBias, ref frame, ref linear);
        VectorProduct.Layer<T, TRecurrent, Identity>(
            ref recurrentWeights, ref Unsafe.Add(ref inputBias, TInput.Units), ref state, ref Unsafe.Add(ref linear, TInput.Units));
    }

    /// <summary>z := b + W·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FrameLinear<T, TInput>(ref T weights, ref T bias, ref T frame, ref T linear)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TInput : struct, IDenseShape
    {
        if (TInput.Inputs > 1)
        {
            VectorProduct.Layer<T, TInput, Identity>(ref weights, ref bias, ref frame, ref linear);
            return;
        }

        // One number, as the samples of a sound: the weights are one column, along which the registers run.
        var x = Vector.Create(frame);
        for (nint place = 0; place < TInput.Units; place += Vector<T>.Count)
        {
            nint count = TInput.Units % Vector<T>.Count == 0 ? Vector<T>.Count : TInput.Units - place;
            UnitRegisters.Store(UnitRegisters.MultiplyAdd(UnitRegisters.Load(ref weights, place, count), x, UnitRegisters.Load(ref bias, place, count)), ref linear, place, count);
        }
    }

    /// <summary>
    /// dU := dU + scale·Σ dZ_t·h_(t−1)ᵀ over the steps from the second on, as one product: dZ one column further than h, in
    /// which the first step of an example would stand beside the last of the one before, and is set to zero.
    /// </summary>
    /// <param name="dLinear">dZ, (n × T·m); its first steps are zero afterwards.</param>
    /// <param name="states">h, (H × T·m).</param>
    /// <param name="steps">T.</param>
    /// <param name="scale">The factor of the sum.</param>
    /// <param name="dRecurrent">dU, (n × H).</param>
    public static void AddRecurrentGradient<T>(Matrix<T> dLinear, Matrix<T> states, int steps, T scale, Matrix<T> dRecurrent)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (steps == 1)
        {
            return;
        }

        for (int j = 0; j < dLinear.Columns; j += steps)
        {
            dLinear.ColumnSpan(j).Clear();
        }

        int pairs = dLinear.Columns - 1;
        MatrixProduct.Add(dLinear.SliceColumns(1, pairs), states.SliceColumns(0, pairs).Transpose(), dRecurrent, scale);
    }

    /// <summary>Clears the gradients of all parameters; false where there are none, since the layer is frozen.</summary>
    public static bool BeginGradients<T>(Matrix<T> dInputWeights, Matrix<T> dRecurrentWeights, Matrix<T> dInputBias, Matrix<T> dRecurrentBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (dInputWeights.Rows == 0)
        {
            return false;
        }

        dInputWeights.Numbers.Clear();
        dRecurrentWeights.Numbers.Clear();
        dInputBias.Numbers.Clear();
        dRecurrentBias.Numbers.Clear();
        return true;
    }

    /// <summary>The state after a step of one example, where it comes out: after every step, or after the last.</summary>
    public static void CopyState<T, TShape>(ReadOnlySpan<T> hidden, int step, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, IRecurrentShape
    {
        int output = TShape.OutputSteps - TShape.Steps + step;
        if (output >= 0)
        {
            hidden.CopyTo(a.Slice(output * TShape.Units, TShape.Units));
        }
    }

    /// <summary>The last step of every example.</summary>
    public static void CopyLast<T>(Matrix<T> states, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < a.Columns; j++)
        {
            states.ColumnSpan(j)[^a.Rows..].CopyTo(a.ColumnSpan(j));
        }
    }

    private static void Run<TWork>(in TWork work, int examples, long cost)
        where TWork : struct, IParallelWork
    {
        long multiplyAdds = cost * examples;
        ParallelRegion.Run(work, Math.Min((examples + Tile - 1) / Tile, ParallelRegion.Parts(multiplyAdds)), multiplyAdds);
    }

    /// <summary>The examples of a part: whole tiles, but for the last.</summary>
    private static (int First, int End) Range(int part, int parts, int examples)
    {
        int tiles = (examples + Tile - 1) / Tile;
        return ((int)((long)tiles * part / parts) * Tile, Math.Min((int)((long)tiles * (part + 1) / parts) * Tile, examples));
    }

    private readonly struct ForwardWork<T, TShape, TCell>(
        bool stepByStep, T[] bias, Matrix<T> first, Matrix<T> second, Matrix<T> x, Matrix<T> recurrent, Matrix<T> states, Matrix<T> linear, TCell cell) : IParallelWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, IRecurrentShape
        where TCell : struct, IRecurrentCell<T>
    {
        public void Run(int part, int parts)
        {
            var (begin, end) = Range(part, parts, states.Columns);
            if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported && recurrent.Rows >= Vector512<T>.Count)
            {
                Run<Vector512<T>, Simd512<T>>(begin, end);
            }
            else if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported)
            {
                Run<Vector256<T>, Simd256<T>>(begin, end);
            }
            else if (Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported)
            {
                Run<Vector128<T>, Simd128<T>>(begin, end);
            }
            else
            {
                Run<T, SimdScalar<T>>(begin, end);
            }
        }

        private void Run<TVector, TSimd>(int begin, int end)
            where TVector : struct
            where TSimd : struct, ISimd<TVector, T>
        {
            int rows = recurrent.Rows, stepRows = TCell.Blocks * TShape.Units, offset = TCell.FirstRecurrent * TShape.Units;
            int ofState = PanelProducts<T, TVector, TSimd>.Length(TShape.Units, rows);
            int ofFirst = stepByStep ? PanelProducts<T, TVector, TSimd>.Length(TShape.Features, first.Rows) : 0;
            int ofSecond = stepByStep ? PanelProducts<T, TVector, TSimd>.Length(TShape.Features, second.Rows) : 0;
            ref T panels = ref Scratch<T>.Take(checked(ofState + ofFirst + ofSecond));
            ref T firstPanels = ref Unsafe.Add(ref panels, ofState);
            ref T secondPanels = ref Unsafe.Add(ref firstPanels, ofFirst);
            PanelProducts<T, TVector, TSimd>.Pack(recurrent.Transpose(), ref panels);
            if (stepByStep)
            {
                PanelProducts<T, TVector, TSimd>.Pack(first.Transpose(), ref firstPanels);
                PanelProducts<T, TVector, TSimd>.Pack(second.Transpose(), ref secondPanels);
            }

            for (int tile = begin; tile < end; tile += Tile)
            {
                int examples = Math.Min(Tile, end - tile);
                for (int t = 0; t < TShape.Steps; t++)
                {
                    ref T step = ref linear.At(t * stepRows, tile);
                    if (stepByStep)
                    {
                        for (int e = 0; e < examples; e++)
                        {
                            bias.AsSpan(0, stepRows).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref step, e * linear.ColumnStride), stepRows));
                        }

                        ref T frame = ref x.At(0, (tile * TShape.Steps) + t);
                        nint distance = (nint)TShape.Steps * TShape.Features;
                        PanelProducts<T, TVector, TSimd>.Add(ref firstPanels, TShape.Features, first.Rows, ref frame, distance, examples, ref step, linear.ColumnStride);
                        PanelProducts<T, TVector, TSimd>.Add(
                            ref secondPanels, TShape.Features, second.Rows, ref frame, distance, examples, ref Unsafe.Add(ref step, first.Rows), linear.ColumnStride);
                    }

                    if (t > 0)
                    {
                        PanelProducts<T, TVector, TSimd>.Add(
                            ref panels, TShape.Units, rows, ref states.At((t - 1) * TShape.Units, tile), states.ColumnStride, examples, ref Unsafe.Add(ref step, offset), linear.ColumnStride);
                    }

                    for (int example = tile; example < tile + examples; example++)
                    {
                        // The widest registers only for floats, whose functions there are as wide, and where the units fill them.
                        if (TSimd.Width > Vector<T>.Count && (typeof(T) != typeof(float) || TShape.Units % TSimd.Width != 0))
                        {
                            cell.Forward<Vector256<T>, Simd256<T>>(t, example);
                        }
                        else
                        {
                            cell.Forward<TVector, TSimd>(t, example);
                        }
                    }
                }
            }
        }
    }

    private readonly struct BackwardWork<T, TShape, TCell>(Matrix<T> recurrent, Matrix<T> gradient, Matrix<T> dLinear, TCell cell) : IParallelWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, IRecurrentShape
        where TCell : struct, IRecurrentCell<T>
    {
        public void Run(int part, int parts)
        {
            var (first, end) = Range(part, parts, gradient.Columns);
            if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported && TShape.Units >= Vector512<T>.Count)
            {
                Run<Vector512<T>, Simd512<T>>(first, end);
            }
            else if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported)
            {
                Run<Vector256<T>, Simd256<T>>(first, end);
            }
            else if (Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported)
            {
                Run<Vector128<T>, Simd128<T>>(first, end);
            }
            else
            {
                Run<T, SimdScalar<T>>(first, end);
            }
        }

        private void Run<TVector, TSimd>(int first, int end)
            where TVector : struct
            where TSimd : struct, ISimd<TVector, T>
        {
            int rows = recurrent.Rows, units = TShape.Units, stepRows = TCell.Blocks * units, offset = TCell.FirstRecurrent * units;
            int packed = PanelProducts<T, TVector, TSimd>.Length(rows, units), travelling = (TCell.HasCell ? 2 : 1) * Tile * units;
            ref T panels = ref Scratch<T>.Take(checked(packed + travelling));
            ref T dStates = ref Unsafe.Add(ref panels, packed);
            ref T dCells = ref Unsafe.Add(ref dStates, TCell.HasCell ? Tile * units : 0);
            PanelProducts<T, TVector, TSimd>.Pack(recurrent, ref panels);
            for (int tile = first; tile < end; tile += Tile)
            {
                int examples = Math.Min(Tile, end - tile);
                MemoryMarshal.CreateSpan(ref dStates, travelling).Clear();
                for (int t = TShape.Steps - 1; t >= 0; t--)
                {
                    int output = TShape.OutputSteps - TShape.Steps + t;
                    for (int e = 0; e < examples; e++)
                    {
                        ref T dState = ref Unsafe.Add(ref dStates, e * units);
                        if (output >= 0)
                        {
                            var sum = MemoryMarshal.CreateSpan(ref dState, units);
                            TensorPrimitives.Add(sum, gradient.ColumnSpan(tile + e).Slice(output * units, units), sum);
                        }

                        cell.Backward(t, tile + e, ref dState, ref Unsafe.Add(ref dCells, e * units));
                    }

                    if (t > 0)
                    {
                        PanelProducts<T, TVector, TSimd>.Add(
                            ref panels, rows, units, ref dLinear.At((t * stepRows) + offset, tile), dLinear.ColumnStride, examples, ref dStates, units);
                    }
                }
            }
        }
    }
}
