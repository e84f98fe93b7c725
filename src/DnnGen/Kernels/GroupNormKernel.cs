using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnnGen.Kernels;

/// <summary>
/// Group normalization, layer normalization (one group, each number a channel of its own) and, without centring, RMS
/// normalization: forward, and the derivatives beside it. For generated code, which checks the shapes at its entry.
/// </summary>
/// <remarks>
/// Each example is computed alone, and of a sequence each step of an example. The gradients of γ and β are sums over examples: they are made in slices whose number
/// follows from the number of examples, and the slices meet in their order, whichever thread made them.
/// </remarks>
/// <typeparam name="TShape">The sizes of the layer, as constants.</typeparam>
public static class GroupNormKernel<TShape>
    where TShape : struct, INormShape
{
    private const int MostSlices = 16;

    private static int Size => TShape.Channels * TShape.Pixels;

    private static int GroupSize => Size / TShape.Groups;

    private static int GroupChannels => TShape.Channels / TShape.Groups;

    /// <summary>Forward: A = γ·(A_prev − μ)/√(σ² + ε) + β for each group of each example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="scale">γ, (channels × 1).</param>
    /// <param name="shift">β, (channels × 1).</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> scale, Matrix<T> shift, double epsilon, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new ForwardWork<T>(scale, shift, isCentred: true, epsilon, input, a), a.Columns, Cost(a.Rows));

    /// <summary>Forward without centring: A = γ·A_prev/√(mean of A_prev² + ε).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="scale">γ, (channels × 1).</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="a">Receives A, each example contiguous.</param>
    public static void Forward<T>(Matrix<T> scale, double epsilon, Matrix<T> input, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => ExampleLoop.Run(new ForwardWork<T>(scale, default, isCentred: false, epsilon, input, a), a.Columns, Cost(a.Rows));

    /// <summary>Forward for one example.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">γ and then β; γ alone for a normalization without centring.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="input">One example.</param>
    /// <param name="a">Receives the outputs; it shares no memory with <paramref name="input"/>.</param>
    public static void Predict<T>(ReadOnlySpan<T> parameters, double epsilon, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        NormalizeSteps(parameters[..TShape.Channels], parameters[TShape.Channels..], parameters.Length > TShape.Channels, epsilon, input, a);

    /// <summary>
    /// Backward: with x̂ the normalized input, dγ = 1/m·Σ dA ∘ x̂ and dβ = 1/m·Σ dA; with g = γ·dA, dA_prev = (g − mean of g − x̂·mean
    /// of g ∘ x̂)/σ over each group, in place.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="scale">γ.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="gradient">Holds dA, receives dA_prev.</param>
    /// <param name="dScale">Receives dγ.</param>
    /// <param name="dShift">Receives dβ.</param>
    public static void Backward<T>(Matrix<T> scale, double epsilon, Matrix<T> input, Matrix<T> gradient, Matrix<T> dScale, Matrix<T> dShift)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dScale.ColumnOfOne().Clear();
        dShift.ColumnOfOne().Clear();
        Backward(scale, isCentred: true, epsilon, input, gradient, dScale, dShift, T.One / T.CreateTruncating(gradient.Columns));
    }

    /// <summary>Backward without centring: dA_prev = (g − x̂·mean of g ∘ x̂)/σ, in place.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="scale">γ.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="gradient">Holds dA, receives dA_prev.</param>
    /// <param name="dScale">Receives dγ.</param>
    public static void Backward<T>(Matrix<T> scale, double epsilon, Matrix<T> input, Matrix<T> gradient, Matrix<T> dScale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dScale.ColumnOfOne().Clear();
        Backward(scale, isCentred: false, epsilon, input, gradient, dScale, default, T.One / T.CreateTruncating(gradient.Columns));
    }

    /// <summary>Backward, and γ := γ − α·dγ, β := β − α·dβ after it; neither gradient is stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="epsilon">ε.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="gradient">Holds dA, receives dA_prev.</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="scale">γ, to be updated.</param>
    /// <param name="shift">β, to be updated.</param>
    public static void BackwardAndUpdate<T>(double epsilon, Matrix<T> input, Matrix<T> gradient, T learningRate, Matrix<T> scale, Matrix<T> shift)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Backward(scale, isCentred: true, epsilon, input, gradient, scale, shift, -learningRate / T.CreateTruncating(gradient.Columns));

    /// <summary>Backward without centring, and γ := γ − α·dγ after it; the gradient is not stored.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="epsilon">ε.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="gradient">Holds dA, receives dA_prev.</param>
    /// <param name="learningRate">The learning rate α.</param>
    /// <param name="scale">γ, to be updated.</param>
    public static void BackwardAndUpdate<T>(double epsilon, Matrix<T> input, Matrix<T> gradient, T learningRate, Matrix<T> scale)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Backward(scale, isCentred: false, epsilon, input, gradient, scale, default, -learningRate / T.CreateTruncating(gradient.Columns));

    /// <summary>Backward of a frozen layer: dA_prev as above, in place; γ and β have no gradient.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="scale">γ.</param>
    /// <param name="isCentred">Whether the mean was taken away, as in all but an RMS normalization.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="input">A_prev.</param>
    /// <param name="gradient">Holds dA, receives dA_prev.</param>
    public static void InputGradient<T>(Matrix<T> scale, bool isCentred, double epsilon, Matrix<T> input, Matrix<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int slices = Math.Min(MostSlices, gradient.Columns);
        ExampleLoop.Run(new BackwardWork<T>(scale, isCentred, epsilon, input, gradient, sums: null, slices), slices, Cost(gradient.Rows) * gradient.Columns / slices);
    }

    private static void Backward<T>(
        Matrix<T> scale, bool isCentred, double epsilon, Matrix<T> input, Matrix<T> gradient, Matrix<T> scaleResult, Matrix<T> shiftResult, T factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int slices = Math.Min(MostSlices, gradient.Columns), numbers = 2 * TShape.Channels;
        var rented = ArrayPool<T>.Shared.Rent(slices * numbers);
        rented.AsSpan(0, slices * numbers).Clear();
        ExampleLoop.Run(new BackwardWork<T>(scale, isCentred, epsilon, input, gradient, rented, slices), slices, Cost(gradient.Rows) * gradient.Columns / slices);
        var sum = rented.AsSpan(0, numbers);
        for (int slice = 1; slice < slices; slice++)
        {
            TensorPrimitives.Add<T>(sum, rented.AsSpan(slice * numbers, numbers), sum);
        }

        TensorPrimitives.MultiplyAdd(sum[..TShape.Channels], factor, scaleResult.ColumnOfOne(), scaleResult.ColumnOfOne());
        if (isCentred)
        {
            TensorPrimitives.MultiplyAdd(sum[TShape.Channels..], factor, shiftResult.ColumnOfOne(), shiftResult.ColumnOfOne());
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>What one example costs, in multiply-adds.</summary>
    private static long Cost(int rows) => 4L * rows;

    /// <summary>Mean (0 without centring) and 1/√(variance + ε) of the numbers of a group.</summary>
    private static (T Mean, T Inverse) Statistics<T>(ReadOnlySpan<T> numbers, bool isCentred, double epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T mean = isCentred ? TensorPrimitives.Sum(numbers) / T.CreateTruncating(numbers.Length) : T.Zero;
        T squares = isCentred ? SquaredDeviations(numbers, mean) : TensorPrimitives.SumOfSquares(numbers);
        return (mean, T.One / T.Sqrt((squares / T.CreateTruncating(numbers.Length)) + T.CreateTruncating(epsilon)));
    }

    /// <summary>Σ (x − mean)².</summary>
    private static T SquaredDeviations<T>(ReadOnlySpan<T> numbers, T mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Two sums side by side: each addition waits for the one before it in its sum.
        Vector<T> center = Vector.Create(mean), even = Vector<T>.Zero, odd = Vector<T>.Zero;
        var registers = MemoryMarshal.Cast<T, Vector<T>>(numbers);
        for (int i = 0; i < registers.Length; i++)
        {
            var deviation = registers[i] - center;
            (even, odd) = (odd, UnitRegisters.MultiplyAdd(deviation, deviation, even));
        }

        T squares = Vector.Sum(even + odd);
        foreach (var number in numbers[(registers.Length * Vector<T>.Count)..])
        {
            squares += (number - mean) * (number - mean);
        }

        return squares;
    }

    private static void NormalizeSteps<T>(ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, bool isCentred, double epsilon, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int step = 0; step < input.Length; step += Size)
        {
            Normalize(scale, shift, isCentred, epsilon, input.Slice(step, Size), a.Slice(step, Size));
        }
    }

    private static void Normalize<T>(ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, bool isCentred, double epsilon, ReadOnlySpan<T> input, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T x = ref MemoryMarshal.GetReference(input);
        ref T result = ref MemoryMarshal.GetReference(a);
        int channels = GroupChannels, pixels = TShape.Pixels;
        for (int group = 0; group < TShape.Groups; group++)
        {
            var (mean, inverse) = Statistics(input.Slice(group * GroupSize, GroupSize), isCentred, epsilon);
            int first = group * channels, end = first + channels;
            if (pixels == 1)
            {
                ref T gamma = ref MemoryMarshal.GetReference(scale);
                ref T beta = ref MemoryMarshal.GetReference(shift);
                for (nint c = first; c < end; c += Vector<T>.Count)
                {
                    nint count = CountOf<T>(channels, end - c);
                    var factor = UnitRegisters.Load(ref gamma, c, count) * inverse;
                    var summand = isCentred ? UnitRegisters.Load(ref beta, c, count) - (mean * factor) : Vector<T>.Zero;
                    UnitRegisters.Store(UnitRegisters.MultiplyAdd(UnitRegisters.Load(ref x, c, count), factor, summand), ref result, c, count);
                }

                continue;
            }

            for (int c = first; c < end; c++)
            {
                T factor = scale[c] * inverse, summand = (isCentred ? shift[c] : T.Zero) - (mean * factor);
                Vector<T> factors = Vector.Create(factor), summands = Vector.Create(summand);
                nint last = (nint)(c + 1) * pixels;
                for (nint p = (nint)c * pixels; p < last; p += Vector<T>.Count)
                {
                    nint count = CountOf<T>(pixels, last - p);
                    UnitRegisters.Store(UnitRegisters.MultiplyAdd(UnitRegisters.Load(ref x, p, count), factors, summands), ref result, p, count);
                }
            }
        }
    }

    /// <summary>The numbers of a register, of a stretch of which so many are left: a constant where registers fill it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint CountOf<T>(int length, nint left)
        where T : unmanaged, IFloatingPointIeee754<T> => length % Vector<T>.Count == 0 ? Vector<T>.Count : left;

    private readonly struct ForwardWork<T>(Matrix<T> scale, Matrix<T> shift, bool isCentred, double epsilon, Matrix<T> input, Matrix<T> a) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int example) => NormalizeSteps<T>(
            scale.ColumnOfOne(), isCentred ? shift.ColumnOfOne() : [], isCentred, epsilon, input.Example(example), a.ColumnSpan(example));
    }

    /// <summary>One slice of the examples, which adds to sums of its own, where there are any.</summary>
    private readonly struct BackwardWork<T>(Matrix<T> scale, bool isCentred, double epsilon, Matrix<T> input, Matrix<T> gradient, T[]? sums, int slices) : IExampleWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int slice)
        {
            var dScale = sums is null ? default : sums.AsSpan(slice * 2 * TShape.Channels, TShape.Channels);
            var dShift = sums is null ? default : sums.AsSpan(((slice * 2) + 1) * TShape.Channels, TShape.Channels);
            int end = (int)((long)gradient.Columns * (slice + 1) / slices);
            for (int example = (int)((long)gradient.Columns * slice / slices); example < end; example++)
            {
                var x = input.Example(example);
                var g = gradient.ColumnSpan(example);
                for (int step = 0; step < g.Length; step += Size)
                {
                    Run(x.Slice(step, Size), g.Slice(step, Size), dScale, dShift);
                }
            }
        }

        private void Run(ReadOnlySpan<T> x, Span<T> g, Span<T> dScale, Span<T> dShift)
        {
            ref T gamma = ref MemoryMarshal.GetReference(scale.ColumnOfOne());
            for (int group = 0; group < TShape.Groups; group++)
            {
                var (mean, inverse) = Statistics(x.Slice(group * GroupSize, GroupSize), isCentred, epsilon);
                if (TShape.Pixels == 1)
                {
                    OfUnits(group * GroupChannels, mean, inverse, ref gamma, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(g), dScale, dShift);
                }
                else
                {
                    OfChannels(group * GroupChannels, mean, inverse, ref gamma, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(g), dScale, dShift);
                }
            }
        }

        /// <summary>A group whose units each have a γ of their own: registers run along the units.</summary>
        private void OfUnits(int first, T mean, T inverse, ref T gamma, ref T x, ref T g, Span<T> dScale, Span<T> dShift)
        {
            ref T scaleSums = ref MemoryMarshal.GetReference(dScale);
            ref T shiftSums = ref MemoryMarshal.GetReference(dShift);
            Vector<T> center = Vector.Create(mean), sum = Vector<T>.Zero, products = Vector<T>.Zero;
            int channels = GroupChannels, end = first + channels;
            for (nint c = first; c < end; c += Vector<T>.Count)
            {
                // Beyond the last unit gradient and γ are zero, and so is what they add.
                nint count = CountOf<T>(channels, end - c);
                var dA = UnitRegisters.Load(ref g, c, count);
                var normalized = (UnitRegisters.Load(ref x, c, count) - center) * inverse;
                if (!dScale.IsEmpty)
                {
                    UnitRegisters.Store(UnitRegisters.MultiplyAdd(dA, normalized, UnitRegisters.Load(ref scaleSums, c, count)), ref scaleSums, c, count);
                    UnitRegisters.Store(UnitRegisters.Load(ref shiftSums, c, count) + dA, ref shiftSums, c, count);
                }

                var scaled = UnitRegisters.Load(ref gamma, c, count) * dA;
                sum += scaled;
                products = UnitRegisters.MultiplyAdd(scaled, normalized, products);
            }

            var (meanOfGradient, meanOfProducts) = Means(Vector.Sum(sum), Vector.Sum(products));
            for (nint c = first; c < end; c += Vector<T>.Count)
            {
                nint count = CountOf<T>(channels, end - c);
                var scaled = UnitRegisters.Load(ref gamma, c, count) * UnitRegisters.Load(ref g, c, count);
                var normalized = (UnitRegisters.Load(ref x, c, count) - center) * inverse;
                UnitRegisters.Store((scaled - meanOfGradient - (normalized * meanOfProducts)) * inverse, ref g, c, count);
            }
        }

        /// <summary>A group of channels of an image: registers run along the numbers of a channel, which share a γ.</summary>
        private void OfChannels(int first, T mean, T inverse, ref T gamma, ref T x, ref T g, Span<T> dScale, Span<T> dShift)
        {
            var center = Vector.Create(mean);
            T sum = T.Zero, products = T.Zero;
            int last = first + GroupChannels, pixels = TShape.Pixels;
            for (int c = first; c < last; c++)
            {
                Vector<T> sums = Vector<T>.Zero, sumsOfProducts = Vector<T>.Zero;
                nint end = (nint)(c + 1) * pixels;
                for (nint p = (nint)c * pixels; p < end; p += Vector<T>.Count)
                {
                    // Beyond the last number the gradient is zero, and so is what it adds.
                    nint count = CountOf<T>(pixels, end - p);
                    var dA = UnitRegisters.Load(ref g, p, count);
                    sums += dA;
                    sumsOfProducts = UnitRegisters.MultiplyAdd(dA, UnitRegisters.Load(ref x, p, count) - center, sumsOfProducts);
                }

                T channelSum = Vector.Sum(sums), channelProducts = Vector.Sum(sumsOfProducts) * inverse;
                if (!dScale.IsEmpty)
                {
                    dScale[c] += channelProducts;
                    dShift[c] += channelSum;
                }

                sum += Unsafe.Add(ref gamma, c) * channelSum;
                products += Unsafe.Add(ref gamma, c) * channelProducts;
            }

            var (meanOfGradient, meanOfProducts) = Means(sum, products);
            for (int c = first; c < last; c++)
            {
                nint end = (nint)(c + 1) * pixels;
                for (nint p = (nint)c * pixels; p < end; p += Vector<T>.Count)
                {
                    nint count = CountOf<T>(pixels, end - p);
                    var scaled = UnitRegisters.Load(ref g, p, count) * Unsafe.Add(ref gamma, c);
                    var normalized = (UnitRegisters.Load(ref x, p, count) - center) * inverse;
                    UnitRegisters.Store((scaled - meanOfGradient - (normalized * meanOfProducts)) * inverse, ref g, p, count);
                }
            }
        }

        /// <summary>The means of γ·dA (0 without centring) and of γ·dA ∘ x̂ over a group.</summary>
        private (Vector<T> OfGradient, Vector<T> OfProducts) Means(T sum, T products)
        {
            T share = T.One / T.CreateTruncating(GroupSize);
            return (isCentred ? Vector.Create(sum * share) : Vector<T>.Zero, Vector.Create(products * share));
        }
    }
}
