using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// The passes of a convolution over sequences, A = g(W ∗ A_prev + b), forward, step by step, and the derivatives beside them.
/// For generated code, which checks the shapes at its entry. W is (filters × F/groups·window), in each row feature after feature the
/// weights of the window, as PyTorch has them; b is (filters × 1).
/// </summary>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
/// <typeparam name="TActivation">The activation g.</typeparam>
/// <remarks>
/// In memory step follows step, so that a window without gaps is one stretch of numbers, and all windows of a sequence are a matrix
/// whose columns overlap: one product, with nothing copied. What reaches over an edge, or has gaps, or takes some of the features of each
/// step, is summed step by step of the window; where each feature is a group of one filter, a step of all of them at once.
/// </remarks>
public static class Conv1DKernel<TShape, TActivation>
    where TShape : struct, IConvolution1DShape
    where TActivation : struct, IActivation
{
    /// <summary>Parts of the examples whose gradients are summed apart, whatever the threads.</summary>
    private const int MostSlices = 8;

    /// <summary>The features that a filter sees of each step.</summary>
    private static int GroupFeatures => TShape.Features / TShape.Groups;

    private static int GroupFilters => TShape.Filters / TShape.Groups;

    /// <summary>Whether each feature is convolved alone, by one filter.</summary>
    private static bool IsDepthwise => TShape.Groups > 1 && GroupFeatures == 1 && GroupFilters == 1;

    /// <summary>The numbers in the window of one filter.</summary>
    private static int Depth => TShape.Window * GroupFeatures;

    private static int Weights => TShape.Filters * Depth;

    private static long Cost => (long)TShape.OutputSteps * Weights;

    /// <summary>Forward: A = g(W ∗ A_prev + b); the linear part is not kept.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (filters × F/groups·window).</param>
    /// <param name="b">b, (filters × 1).</param>
    /// <param name="input">A_prev, one sequence in each column.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => Forward(w, b, input, a, a);

    /// <summary>Forward, keeping both Z = W ∗ A_prev + b and A = g(Z).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, (filters × F/groups·window).</param>
    /// <param name="b">b, (filters × 1).</param>
    /// <param name="input">A_prev, one sequence in each column.</param>
    /// <param name="z">Receives Z, laid out as A.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> z, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var taps = ArrayPool<T>.Shared.Rent(Weights);
        PackTaps(w, taps);
        ExampleLoop.Run(new ForwardWork<T>(taps, b, Sequences(input, out var copy), z, a), a.Columns, Cost);
        Recurrence.Return(copy);
        ArrayPool<T>.Shared.Return(taps);
    }

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W, row after row, and then b.</param>
    /// <param name="input">One sequence.</param>
    /// <param name="a">Receives the outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var window = ArrayPool<T>.Shared.Rent(TShape.Window * TShape.Features);
        for (int t = 0; t < TShape.OutputSteps; t++)
        {
            for (int k = 0; k < TShape.Window; k++)
            {
                int step = (t * TShape.Stride) + (k * TShape.Dilation) - TShape.Left;
                bool isInside = step >= 0 && step < TShape.Steps;
                for (int c = 0; c < TShape.Features; c++)
                {
                    window[(c * TShape.Window) + k] = isInside ? input[(step * TShape.Features) + c] : T.Zero;
                }
            }

            Apply(parameters, ref window[0], a.Slice(t * TShape.Filters, TShape.Filters));
        }

        ArrayPool<T>.Shared.Return(window);
    }

    /// <summary>One time step, where the window looks back and never ahead.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">W, row after row, and then b.</param>
    /// <param name="frame">The F features of the step.</param>
    /// <param name="history">The frames that the window reaches back to, in a ring, and behind them the place of the next one.</param>
    /// <param name="window">Room for the window; F·window numbers.</param>
    /// <param name="a">Receives the outputs of the step.</param>
    public static void Step<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> frame, Span<T> history, Span<T> window, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int frames = (TShape.Window - 1) * TShape.Dilation, next = frames == 0 ? 0 : int.CreateTruncating(history[^1]);
        for (int k = 0, place = next; k < TShape.Window; k++)
        {
            // The oldest stands where the newest will be written.
            var step = k == TShape.Window - 1 ? frame : history.Slice(place * TShape.Features, TShape.Features);
            for (int c = 0; c < TShape.Features; c++)
            {
                window[(c * TShape.Window) + k] = step[c];
            }

            place += TShape.Dilation;
            place -= place >= frames ? frames : 0;
        }

        if (frames > 0)
        {
            frame.CopyTo(history[(next * TShape.Features)..]);
            history[^1] = T.CreateTruncating(next + 1 == frames ? 0 : next + 1);
        }

        Apply(parameters, ref MemoryMarshal.GetReference(window), a);
    }

    /// <summary>Backward, for an activation that works from A alone: dZ = dA ∘ g′(Z), dW = 1/m·Σ dZ ∗ A_prev, db = 1/m·Σ dZ, and dA_prev.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W.</param>
    /// <param name="b">b, which is not read.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="a">A, as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    /// <param name="dInput">Receives dA_prev; empty where nobody reads it.</param>
    /// <param name="dW">Receives dW.</param>
    /// <param name="db">Receives db.</param>
    public static void Backward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> a, Matrix<T> gradient, Matrix<T> dInput, Matrix<T> dW, Matrix<T> db)
        where T : unmanaged, IFloatingPointIeee754<T> => Backward(w, b, input, a, default, gradient, dInput, dW, db);

    /// <summary>Backward: dZ = dA ∘ g′(Z), dW = 1/m·Σ dZ ∗ A_prev, db = 1/m·Σ dZ, and dA_prev.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W.</param>
    /// <param name="b">b, which is not read.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="a">A, as <c>Forward</c> left it.</param>
    /// <param name="z">Z, as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    /// <param name="dInput">Receives dA_prev; empty where nobody reads it.</param>
    /// <param name="dW">Receives dW.</param>
    /// <param name="db">Receives db.</param>
    public static void Backward<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> a, Matrix<T> z, Matrix<T> gradient, Matrix<T> dInput, Matrix<T> dW, Matrix<T> db)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dW.Numbers.Clear();
        db.Numbers.Clear();
        Backward(w, input, a, z, gradient, dInput, T.One / T.CreateTruncating(gradient.Columns), dW, db);
    }

    /// <summary>Backward and a step of gradient descent at once, for an activation that works from A alone.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, to be updated.</param>
    /// <param name="b">b, to be updated.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="a">A, as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    /// <param name="dInput">Receives dA_prev; empty where nobody reads it.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void BackwardAndUpdate<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> a, Matrix<T> gradient, Matrix<T> dInput, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T> => BackwardAndUpdate(w, b, input, a, default, gradient, dInput, learningRate);

    /// <summary>Backward and a step of gradient descent at once; dW and db are never seen.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="w">W, to be updated.</param>
    /// <param name="b">b, to be updated.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="a">A, as <c>Forward</c> left it.</param>
    /// <param name="z">Z, as <c>Forward</c> left it.</param>
    /// <param name="gradient">Holds dA, receives dZ.</param>
    /// <param name="dInput">Receives dA_prev; empty where nobody reads it.</param>
    /// <param name="learningRate">The learning rate α.</param>
    public static void BackwardAndUpdate<T>(Matrix<T> w, Matrix<T> b, Matrix<T> input, Matrix<T> a, Matrix<T> z, Matrix<T> gradient, Matrix<T> dInput, T learningRate)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Backward(w, input, a, z, gradient, dInput, -learningRate / T.CreateTruncating(gradient.Columns), w, b);

    /// <summary>W := W + scale·Σ, b := b + scale·Σ after the gradient of the input, which is taken with the weights of before.</summary>
    private static void Backward<T>(Matrix<T> w, Matrix<T> input, Matrix<T> a, Matrix<T> z, Matrix<T> gradient, Matrix<T> dInput, T scale, Matrix<T> resultW, Matrix<T> resultB)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int slices = Math.Min(MostSlices, gradient.Columns), numbers = Weights + TShape.Filters;
        var taps = ArrayPool<T>.Shared.Rent(Weights);
        var sums = ArrayPool<T>.Shared.Rent(checked(slices * numbers));
        PackTaps(w, taps);
        sums.AsSpan(0, slices * numbers).Clear();
        ExampleLoop.Run(
            new BackwardWork<T>(taps, Sequences(input, out var copy), a, z, gradient, dInput, sums, slices), slices, 2 * Cost * gradient.Columns / slices);
        Recurrence.Return(copy);
        var sum = sums.AsSpan(0, numbers);
        for (int slice = 1; slice < slices; slice++)
        {
            TensorPrimitives.Add<T>(sum, sums.AsSpan(slice * numbers, numbers), sum);
        }

        for (int f = 0; f < TShape.Filters; f++)
        {
            for (int k = 0; k < TShape.Window; k++)
            {
                for (int c = 0; c < GroupFeatures; c++)
                {
                    resultW.At(f, (c * TShape.Window) + k) += scale * sum[Place(f, k, c)];
                }
            }

            resultB.At(f, 0) += scale * sum[Weights + f];
        }

        ArrayPool<T>.Shared.Return(sums);
        ArrayPool<T>.Shared.Return(taps);
    }

    /// <summary>Where a weight lies among the taps: in each row the features of the first step of the window, then those of the second; where each feature is alone, step by step of the window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(int f, int k, int c) => IsDepthwise ? (k * TShape.Filters) + f : (f * Depth) + (k * GroupFeatures) + c;

    private static void PackTaps<T>(Matrix<T> w, T[] taps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int f = 0; f < TShape.Filters; f++)
        {
            for (int k = 0; k < TShape.Window; k++)
            {
                for (int c = 0; c < GroupFeatures; c++)
                {
                    taps[Place(f, k, c)] = w.At(f, (c * TShape.Window) + k);
                }
            }
        }
    }

    /// <summary>The sequences with each example contiguous; a copy where they lie otherwise.</summary>
    private static Matrix<T> Sequences<T>(Matrix<T> x, out T[]? copy)
        where T : unmanaged, IFloatingPointIeee754<T> => Recurrence.Steps(x, TShape.Features, out copy).Reshape(TShape.Steps * TShape.Features, x.Columns);

    /// <summary>a = g(W·window + b).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Apply<T>(ReadOnlySpan<T> parameters, ref T window, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T weights = ref MemoryMarshal.GetReference(parameters);
        if (TShape.Groups == 1)
        {
            VectorProduct.Layer<T, WindowProduct, TActivation>(ref weights, ref Unsafe.Add(ref weights, Weights), ref window, ref MemoryMarshal.GetReference(a));
            return;
        }

        // In the window, too, the features of a group lie side by side.
        for (int g = 0; g < TShape.Groups; g++)
        {
            int filter = g * GroupFilters;
            VectorProduct.Layer<T, WindowProduct, Identity>(
                ref Unsafe.Add(ref weights, filter * Depth), ref Unsafe.Add(ref weights, Weights + filter), ref Unsafe.Add(ref window, g * Depth), ref a[filter]);
        }

        TActivation.Forward<T>(a, a);
    }

    /// <summary>The outputs for which a step of the window lies inside the sequence.</summary>
    private static (int First, int End) Inside(int k)
    {
        int offset = (k * TShape.Dilation) - TShape.Left;
        int first = Math.Min(offset >= 0 ? 0 : (-offset + TShape.Stride - 1) / TShape.Stride, TShape.OutputSteps);
        int end = TShape.Steps <= offset ? 0 : ((TShape.Steps - 1 - offset) / TShape.Stride) + 1;
        return (first, Math.Clamp(end, first, TShape.OutputSteps));
    }

    /// <summary>
    /// Does the work for all windows: those that lie inside the sequence and have no gaps at once, and what is left of the others step
    /// by step of the window.
    /// </summary>
    private static void ForEachPiece<TWork>(ref TWork work)
        where TWork : struct, IPieceWork
    {
        // Windows whose first and last step lie inside.
        var (first, end) = (Inside(0).First, Inside(TShape.Window - 1).End);
        bool isWhole = TShape.Dilation == 1 && TShape.Groups == 1 && end > first;
        if (isWhole)
        {
            work.Run(0, TShape.Window, first, end);
        }

        for (int k = 0; k < TShape.Window; k++)
        {
            var (from, to) = Inside(k);
            if (!isWhole)
            {
                Piece(ref work, k, from, to);
                continue;
            }

            Piece(ref work, k, from, Math.Min(first, to));
            Piece(ref work, k, Math.Max(end, from), to);
        }

        static void Piece(ref TWork work, int k, int from, int to)
        {
            if (from < to)
            {
                work.Run(k, 1, from, to);
            }
        }
    }

    /// <summary>Work for some neighbouring steps of the window and the outputs from <c>first</c> on.</summary>
    private interface IPieceWork
    {
        void Run(int k, int taps, int first, int end);
    }

    private readonly struct WindowProduct : IDenseShape
    {
        public static int Inputs => Depth;

        public static int Units => GroupFilters;
    }

    /// <summary>The pieces of one example, of each group its own.</summary>
    private readonly struct Example<T>(Matrix<T> taps, Matrix<T> x, Matrix<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>(filters × taps·F).</summary>
        public Matrix<T> W(int g, int k, int count) =>
            taps.SliceRows(g * GroupFilters, GroupFilters).SliceColumns(k * GroupFeatures, count * GroupFeatures);

        /// <summary>(taps·F × outputs), whose columns may overlap.</summary>
        public Matrix<T> X(int g, int k, int count, int first, int end) => x.Windows(
            (Step(k, first) * TShape.Features) + (g * GroupFeatures), count * GroupFeatures, end - first, TShape.Stride * TShape.Features);

        /// <summary>(filters × outputs).</summary>
        public Matrix<T> Z(int g, int first, int end) => z.Windows((first * TShape.Filters) + (g * GroupFilters), GroupFilters, end - first, TShape.Filters);

        /// <summary>The step of the sequence that a step of the window sees.</summary>
        public static int Step(int k, int output) => (output * TShape.Stride) + (k * TShape.Dilation) - TShape.Left;
    }

    private readonly struct Products<T>(T[] taps, Matrix<T> x, Matrix<T> z) : IPieceWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int k, int count, int first, int end)
        {
            if (IsDepthwise)
            {
                Span<T> numbers = x.ColumnSpan(0), linear = z.ColumnSpan(0);
                var weights = taps.AsSpan(k * TShape.Filters, TShape.Filters);
                for (int t = first; t < end; t++)
                {
                    var sums = linear.Slice(t * TShape.Filters, TShape.Filters);
                    TensorPrimitives.MultiplyAdd(weights, numbers.Slice(Example<T>.Step(k, t) * TShape.Features, TShape.Features), sums, sums);
                }

                return;
            }

            var example = new Example<T>(Matrix<T>.OfRows(taps, 0, TShape.Filters, Depth), x, z);
            for (int g = 0; g < TShape.Groups; g++)
            {
                MatrixProduct.Add(example.W(g, k, count), example.X(g, k, count, first, end), example.Z(g, first, end), T.One);
            }
        }
    }

    private readonly struct WeightGradients<T>(T[] sums, int offset, Matrix<T> x, Matrix<T> dZ) : IPieceWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int k, int count, int first, int end)
        {
            if (IsDepthwise)
            {
                Span<T> numbers = x.ColumnSpan(0), gradients = dZ.ColumnSpan(0);
                var dWeights = sums.AsSpan(offset + (k * TShape.Filters), TShape.Filters);
                for (int t = first; t < end; t++)
                {
                    TensorPrimitives.MultiplyAdd(
                        gradients.Slice(t * TShape.Filters, TShape.Filters), numbers.Slice(Example<T>.Step(k, t) * TShape.Features, TShape.Features), dWeights, dWeights);
                }

                return;
            }

            var dTaps = Matrix<T>.OfRows(sums, offset, TShape.Filters, Depth);
            var example = new Example<T>(dTaps, x, dZ);
            for (int g = 0; g < TShape.Groups; g++)
            {
                MatrixProduct.Add(example.Z(g, first, end), example.X(g, k, count, first, end).Transpose(), example.W(g, k, count), T.One);
            }
        }
    }

    /// <summary>dA_prev. The windows overlap, and so each of their steps is added alone.</summary>
    private readonly struct InputGradients<T>(T[] taps, Matrix<T> dX, Matrix<T> dZ) : IPieceWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int k, int count, int first, int end)
        {
            if (IsDepthwise)
            {
                Span<T> result = dX.ColumnSpan(0), gradients = dZ.ColumnSpan(0);
                var weights = taps.AsSpan(k * TShape.Filters, TShape.Filters);
                for (int t = first; t < end; t++)
                {
                    var sums = result.Slice(Example<T>.Step(k, t) * TShape.Features, TShape.Features);
                    TensorPrimitives.MultiplyAdd(weights, gradients.Slice(t * TShape.Filters, TShape.Filters), sums, sums);
                }

                return;
            }

            var example = new Example<T>(Matrix<T>.OfRows(taps, 0, TShape.Filters, Depth), dX, dZ);
            for (int g = 0; g < TShape.Groups; g++)
            {
                MatrixProduct.Add(example.W(g, k, count).Transpose(), example.Z(g, first, end), example.X(g, k, count, first, end), T.One);
            }
        }
    }

    private readonly struct ForwardWork<T>(T[] taps, Matrix<T> b, Matrix<T> input, Matrix<T> z, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example)
        {
            var linear = z.ColumnSpan(example);
            var bias = b.ColumnOfOne();
            for (int place = 0; place < linear.Length; place += TShape.Filters)
            {
                bias.CopyTo(linear[place..]);
            }

            var work = new Products<T>(taps, input.Column(example), z.Column(example));
            ForEachPiece(ref work);
            if (!TActivation.CouplesUnits)
            {
                TActivation.Forward<T>(linear, a.ColumnSpan(example));
                return;
            }

            for (int place = 0; place < linear.Length; place += TShape.Filters)
            {
                TActivation.Forward<T>(linear.Slice(place, TShape.Filters), a.ColumnSpan(example).Slice(place, TShape.Filters));
            }
        }
    }

    private readonly struct BackwardWork<T>(T[] taps, Matrix<T> input, Matrix<T> a, Matrix<T> z, Matrix<T> gradient, Matrix<T> dInput, T[] sums, int slices) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int slice)
        {
            int numbers = Weights + TShape.Filters, end = (int)((long)gradient.Columns * (slice + 1) / slices);
            var dBias = sums.AsSpan((slice * numbers) + Weights, TShape.Filters);
            for (int example = (int)((long)gradient.Columns * slice / slices); example < end; example++)
            {
                Activate(example);
                var dZ = gradient.ColumnSpan(example);
                for (int place = 0; place < dZ.Length; place += TShape.Filters)
                {
                    TensorPrimitives.Add(dBias, dZ.Slice(place, TShape.Filters), dBias);
                }

                var work = new WeightGradients<T>(sums, slice * numbers, input.Column(example), gradient.Column(example));
                ForEachPiece(ref work);
                if (dInput.IsEmpty)
                {
                    continue;
                }

                dInput.ColumnSpan(example).Clear();
                var inputs = new InputGradients<T>(taps, dInput.Column(example), gradient.Column(example));
                for (int k = 0; k < TShape.Window; k++)
                {
                    var (from, to) = Inside(k);
                    if (from < to)
                    {
                        inputs.Run(k, 1, from, to);
                    }
                }
            }
        }

        private void Activate(int example)
        {
            var linear = TActivation.NeedsPreActivation ? z.ColumnSpan(example) : [];
            if (!TActivation.CouplesUnits)
            {
                TActivation.Backward<T>(linear, a.ColumnSpan(example), gradient.ColumnSpan(example));
                return;
            }

            for (int place = 0; place < gradient.Rows; place += TShape.Filters)
            {
                TActivation.Backward<T>([], a.ColumnSpan(example).Slice(place, TShape.Filters), gradient.ColumnSpan(example).Slice(place, TShape.Filters));
            }
        }
    }
}
