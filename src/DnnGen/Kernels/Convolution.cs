using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using DnnGen.Activations;
using DnnGen.Threading;

namespace DnnGen.Kernels;

/// <summary>The passes of a convolution over images, for any sizes: forward, and the derivatives beside it.</summary>
/// <remarks>
/// Forward and the gradient of the input divide the examples among threads, and each example is computed alone. The gradient
/// of the weights is a sum over examples: it is made in slices whose number follows from the sizes, and the slices meet in
/// their order. So no result depends on the number of threads.
/// </remarks>
internal static class Convolution
{
    /// <summary>Numbers of input and gradient that are looked at together for the weights: half a second-level cache.</summary>
    private const int ChunkNumbers = 65536;

    /// <summary>The most numbers in all slices of a gradient of weights.</summary>
    private const int SliceNumbers = 262144;

    private const int MostSlices = 16;

    /// <summary>The widest registers that hold this number type.</summary>
    private static int Widest<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int bits = MatrixProduct.Widest;
        bool supported = bits switch
        {
            512 => Vector512<T>.IsSupported,
            256 => Vector256<T>.IsSupported,
            128 => Vector128<T>.IsSupported,
            _ => false,
        };
        return supported ? bits : 0;
    }

    /// <summary>Z = W ∗ X + b and A = g(Z); Z and A may be one.</summary>
    public static void Forward<T, TActivation>(ConvolutionGeometry geometry, Matrix<T> w, Matrix<T> b, Matrix<T> x, Matrix<T> z, Matrix<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        if (!a.IsEmpty)
        {
            long multiplyAdds = geometry.MultiplyAdds * x.Columns;
            ParallelRegion.Run(new ForwardWork<T, TActivation>(geometry, w, b, x, z, a), Math.Min(x.Columns, ParallelRegion.Parts(multiplyAdds)), multiplyAdds);
        }
    }

    /// <summary>z = W ∗ x + b for one example.</summary>
    public static void Forward<T>(ConvolutionGeometry geometry, ref T w, ref T b, ref T x, nint stride, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> => Forward(geometry, ref w, ref b, ref x, stride, z, Widest<T>());

    /// <summary>The same with registers of so many bits; the tests call every width, whatever the machine has.</summary>
    internal static void Forward<T>(ConvolutionGeometry geometry, ref T w, ref T b, ref T x, nint stride, Span<T> z, int bits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (bits)
        {
            case 512:
                Loops<T, Vector512<T>, Simd512<T>>.Forward(geometry, ref w, ref b, ref x, stride, z);
                break;
            case 256:
                Loops<T, Vector256<T>, Simd256<T>>.Forward(geometry, ref w, ref b, ref x, stride, z);
                break;
            case 128:
                Loops<T, Vector128<T>, Simd128<T>>.Forward(geometry, ref w, ref b, ref x, stride, z);
                break;
            default:
                Loops<T, T, SimdScalar<T>>.Forward(geometry, ref w, ref b, ref x, stride, z);
                break;
        }
    }

    /// <summary>dX from dZ: every output gives back to the window that it came from.</summary>
    public static void InputGradient<T>(ConvolutionGeometry geometry, Matrix<T> w, Matrix<T> dZ, Matrix<T> dX)
        where T : unmanaged, IFloatingPointIeee754<T> => InputGradient(geometry, w, dZ, dX, Widest<T>());

    /// <summary>dx from dz for one example.</summary>
    public static void InputGradient<T>(ConvolutionGeometry geometry, ref T w, ReadOnlySpan<T> dz, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (Widest<T>())
        {
            case 512:
                Loops<T, Vector512<T>, Simd512<T>>.InputGradient(geometry, ref w, dz, dx);
                break;
            case 256:
                Loops<T, Vector256<T>, Simd256<T>>.InputGradient(geometry, ref w, dz, dx);
                break;
            case 128:
                Loops<T, Vector128<T>, Simd128<T>>.InputGradient(geometry, ref w, dz, dx);
                break;
            default:
                Loops<T, T, SimdScalar<T>>.InputGradient(geometry, ref w, dz, dx);
                break;
        }
    }

    /// <summary>The same with registers of so many bits.</summary>
    internal static void InputGradient<T>(ConvolutionGeometry geometry, Matrix<T> w, Matrix<T> dZ, Matrix<T> dX, int bits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!dX.IsEmpty)
        {
            long multiplyAdds = geometry.MultiplyAdds * dZ.Columns;
            ParallelRegion.Run(new InputGradientWork<T>(geometry, w, dZ, dX, bits), Math.Min(dZ.Columns, ParallelRegion.Parts(multiplyAdds)), multiplyAdds);
        }
    }

    /// <summary>dW := keep·dW + scale·Σ, db := keep·db + scale·Σ over the examples and positions; keep is 0 or 1.</summary>
    public static void ParameterGradient<T>(ConvolutionGeometry geometry, Matrix<T> dZ, Matrix<T> x, T scale, bool keep, Matrix<T> dW, Matrix<T> db)
        where T : unmanaged, IFloatingPointIeee754<T> => ParameterGradient(geometry, dZ, x, scale, keep, dW, db, Widest<T>());

    /// <summary>The same with registers of so many bits.</summary>
    internal static void ParameterGradient<T>(ConvolutionGeometry geometry, Matrix<T> dZ, Matrix<T> x, T scale, bool keep, Matrix<T> dW, Matrix<T> db, int bits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int weights = geometry.Filters * geometry.Depth, numbers = weights + geometry.Filters;
        int slices = Math.Min(dZ.Columns, Math.Min(MostSlices, SliceNumbers / numbers));
        bool bySlices = slices >= 4;
        slices = bySlices ? slices : 1;
        var rented = ArrayPool<T>.Shared.Rent(checked(slices * numbers));
        long multiplyAdds = geometry.MultiplyAdds * dZ.Columns;
        int parts = bySlices ? slices : Math.Min(geometry.Filters, ParallelRegion.Parts(multiplyAdds));
        rented.AsSpan(0, slices * numbers).Clear();
        if (ParallelRegion.Parts(multiplyAdds) == 1)
        {
            // Not worth a region: the same slices, one after another.
            var work = new ParameterGradientWork<T>(geometry, dZ, x, rented, bySlices, bits);
            for (int part = 0; part < parts; part++)
            {
                work.Run(part, parts);
            }
        }
        else
        {
            ParallelRegion.Run(new ParameterGradientWork<T>(geometry, dZ, x, rented, bySlices, bits), parts, multiplyAdds);
        }

        var sum = rented.AsSpan(0, numbers);
        for (int slice = 1; slice < slices; slice++)
        {
            TensorPrimitives.Add<T>(sum, rented.AsSpan(slice * numbers, numbers), sum);
        }

        if (keep)
        {
            TensorPrimitives.MultiplyAdd(sum[..weights], scale, dW.Numbers, dW.Numbers);
            TensorPrimitives.MultiplyAdd(sum[weights..], scale, db.Numbers, db.Numbers);
        }
        else
        {
            TensorPrimitives.Multiply(sum[..weights], scale, dW.Numbers);
            TensorPrimitives.Multiply(sum[weights..], scale, db.Numbers);
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    private static int RoundUp(int count, int multiple) => checked((count + multiple - 1) / multiple * multiple);

    /// <summary>The examples of a part of them.</summary>
    private static (int First, int End) Range(int part, int parts, int count) =>
        ((int)((long)count * part / parts), (int)((long)count * (part + 1) / parts));

    /// <summary>Copies an image into its planes, with zeros where there is none of it.</summary>
    private static void CopyPlanes<T>(ConvolutionGeometry g, ref T image, nint stride, ref T planes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var target = MemoryMarshal.CreateSpan(ref planes, g.Channels * g.ChannelSize);
        int pixels = g.Height * g.Width;
        if (g.Stride == 1 && stride == 1 && pixels == g.ChannelSize && g.Width == g.PlaneWidth && g.Top == 0 && g.Left == 0)
        {
            MemoryMarshal.CreateReadOnlySpan(ref image, g.Channels * pixels).CopyTo(target);
            return;
        }

        if (g.Stride == 1 && stride == 1)
        {
            CopyRows(g, ref image, ref planes);
            return;
        }

        target.Clear();
        int planeSize = g.PlaneHeight * g.PlaneWidth;
        for (int b = 0; b < g.Stride; b++)
        {
            // The first column of the image that lies in these planes, and where.
            int first = (b - (g.Left % g.Stride) + g.Stride) % g.Stride, left = (first + g.Left) / g.Stride;
            int count = Math.Min((g.Width - first + g.Stride - 1) / g.Stride, g.PlaneWidth - left);
            for (int a = 0; a < g.Stride; a++)
            {
                if (g.Phases[(a * g.Stride) + b].Taps.Length == 0)
                {
                    // No place of the window ever meets these.
                    continue;
                }

                int top = (a - (g.Top % g.Stride) + g.Stride) % g.Stride;
                for (int c = 0; c < g.Channels; c++)
                {
                    ref T plane = ref Unsafe.Add(ref planes, ((nint)c * g.ChannelSize) + (((a * g.Stride) + b) * planeSize));
                    for (int y = top, u = (top + g.Top) / g.Stride; y < g.Height && u < g.PlaneHeight; y += g.Stride, u++)
                    {
                        ref T from = ref Unsafe.Add(ref image, (((nint)c * pixels) + (y * g.Width) + first) * stride);
                        ref T to = ref Unsafe.Add(ref plane, (nint)(u * g.PlaneWidth) + left);
                        nint step = g.Stride * stride;
                        for (nint v = 0, place = 0; v < count; v++, place += step)
                        {
                            Unsafe.Add(ref to, v) = Unsafe.Add(ref from, place);
                        }
                    }
                }
            }
        }
    }

    /// <summary>The same for an image that has one plane for each channel: row by row, with zeros around.</summary>
    private static void CopyRows<T>(ConvolutionGeometry g, ref T image, ref T planes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rows = Math.Min(g.Height, g.PlaneHeight - g.Top), columns = Math.Min(g.Width, g.PlaneWidth - g.Left);
        if (rows <= 0 || columns <= 0)
        {
            // Of what a transposed convolution only adds at its end, no window meets anything.
            MemoryMarshal.CreateSpan(ref planes, g.Channels * g.ChannelSize).Clear();
            return;
        }

        int above = g.Top * g.PlaneWidth, below = (g.PlaneHeight - g.Top - rows) * g.PlaneWidth, right = g.PlaneWidth - g.Left - columns;
        for (int c = 0; c < g.Channels; c++)
        {
            ref T from = ref Unsafe.Add(ref image, (nint)c * g.Height * g.Width);
            ref T to = ref Unsafe.Add(ref planes, (nint)c * g.ChannelSize);
            MemoryMarshal.CreateSpan(ref to, above).Clear();
            to = ref Unsafe.Add(ref to, above);
            for (int y = 0; y < rows; y++)
            {
                for (int i = 0; i < g.Left; i++)
                {
                    Unsafe.Add(ref to, i) = T.Zero;
                }

                to = ref Unsafe.Add(ref to, g.Left);
                MemoryMarshal.CreateReadOnlySpan(ref from, columns).CopyTo(MemoryMarshal.CreateSpan(ref to, columns));
                to = ref Unsafe.Add(ref to, columns);
                for (int i = 0; i < right; i++)
                {
                    Unsafe.Add(ref to, i) = T.Zero;
                }

                to = ref Unsafe.Add(ref to, right);
                from = ref Unsafe.Add(ref from, g.Width);
            }

            MemoryMarshal.CreateSpan(ref to, below).Clear();
        }
    }

    /// <summary>Copies the rows of the outputs of one example to places that are farther apart; what lies between them stays.</summary>
    private static void SpreadRows<T>(ConvolutionGeometry g, ReadOnlySpan<T> outputs, ref T target, nint channelStride, nint rowStride)
        where T : unmanaged
    {
        for (int f = 0, place = 0; f < g.Filters; f++)
        {
            ref T channel = ref Unsafe.Add(ref target, f * channelStride);
            for (int y = 0; y < g.OutputHeight; y++, place += g.OutputWidth)
            {
                outputs.Slice(place, g.OutputWidth).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref channel, y * rowStride), g.OutputWidth));
            }
        }
    }

    private readonly struct ForwardWork<T, TActivation>(ConvolutionGeometry geometry, Matrix<T> w, Matrix<T> b, Matrix<T> x, Matrix<T> z, Matrix<T> a) : IParallelWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        public void Run(int part, int parts)
        {
            var (first, end) = Range(part, parts, x.Columns);
            for (int j = first; j < end; j++)
            {
                Forward(geometry, ref w.Origin, ref b.Origin, ref x.At(0, j), x.RowStride, z.ColumnSpan(j));
                TActivation.Forward<T>(z.ColumnSpan(j), a.ColumnSpan(j));
            }
        }
    }

    private readonly struct InputGradientWork<T>(ConvolutionGeometry geometry, Matrix<T> w, Matrix<T> dZ, Matrix<T> dX, int bits) : IParallelWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int parts)
        {
            var (first, end) = Range(part, parts, dZ.Columns);
            switch (bits)
            {
                case 512:
                    Loops<T, Vector512<T>, Simd512<T>>.InputGradient(geometry, w, dZ, dX, first, end);
                    break;
                case 256:
                    Loops<T, Vector256<T>, Simd256<T>>.InputGradient(geometry, w, dZ, dX, first, end);
                    break;
                case 128:
                    Loops<T, Vector128<T>, Simd128<T>>.InputGradient(geometry, w, dZ, dX, first, end);
                    break;
                default:
                    Loops<T, T, SimdScalar<T>>.InputGradient(geometry, w, dZ, dX, first, end);
                    break;
            }
        }
    }

    /// <summary>Slices of the examples with all filters, or all examples with some of the filters.</summary>
    private readonly struct ParameterGradientWork<T>(ConvolutionGeometry geometry, Matrix<T> dZ, Matrix<T> x, T[] sums, bool bySlices, int bits) : IParallelWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int parts)
        {
            var (first, end) = bySlices ? Range(part, parts, dZ.Columns) : (0, dZ.Columns);
            var (filter, filterEnd) = bySlices ? (0, geometry.Filters) : Range(part, parts, geometry.Filters);
            ref T target = ref sums[bySlices ? part * geometry.Filters * (geometry.Depth + 1) : 0];
            switch (bits)
            {
                case 512:
                    Loops<T, Vector512<T>, Simd512<T>>.AddParameterGradient(geometry, dZ, x, first, end, filter, filterEnd, ref target);
                    break;
                case 256:
                    Loops<T, Vector256<T>, Simd256<T>>.AddParameterGradient(geometry, dZ, x, first, end, filter, filterEnd, ref target);
                    break;
                case 128:
                    Loops<T, Vector128<T>, Simd128<T>>.AddParameterGradient(geometry, dZ, x, first, end, filter, filterEnd, ref target);
                    break;
                default:
                    Loops<T, T, SimdScalar<T>>.AddParameterGradient(geometry, dZ, x, first, end, filter, filterEnd, ref target);
                    break;
            }
        }
    }

    /// <summary>The passes over some examples with registers of one width.</summary>
    private static class Loops<T, TVector, TSimd>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        private static int Tile => ConvolutionLoops<T, TVector, TSimd>.Tile;

        public static void Forward(ConvolutionGeometry g, ref T w, ref T b, ref T x, nint stride, Span<T> z)
        {
            int rowLength = RoundUp(g.ForwardPositions, Tile);
            int planesLength = checked((g.Channels * g.ChannelSize) + Tile);
            ref T planes = ref Scratch<T>.Take(checked(planesLength + (g.GroupFilters * rowLength)));
            ref T outputs = ref Unsafe.Add(ref planes, planesLength);
            CopyPlanes(g, ref x, stride, ref planes);
            for (int group = 0, place = 0; group < g.Groups; group++)
            {
                ConvolutionLoops<T, TVector, TSimd>.Multiply(
                    ref Unsafe.Add(ref w, (nint)group * g.GroupFilters * g.Depth),
                    g.GroupFilters,
                    g.ForwardOffsets,
                    ref Unsafe.Add(ref b, group * g.GroupFilters),
                    ref Unsafe.Add(ref planes, (nint)group * g.GroupChannels * g.ChannelSize),
                    g.ForwardPositions,
                    ref outputs,
                    rowLength);
                for (int f = 0; f < g.GroupFilters; f++)
                {
                    ref T channel = ref Unsafe.Add(ref outputs, (nint)f * rowLength);
                    for (int y = 0; y < g.OutputHeight; y++, place += g.OutputWidth)
                    {
                        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref channel, (nint)y * g.PlaneWidth), g.OutputWidth).CopyTo(z[place..]);
                    }
                }
            }
        }

        public static void InputGradient(ConvolutionGeometry g, Matrix<T> w, Matrix<T> dZ, Matrix<T> dX, int first, int end)
        {
            ref T scratch = ref PrepareInputGradient(g, ref w.Origin);
            for (int j = first; j < end; j++)
            {
                InputGradientOfOne(g, ref scratch, dZ.ColumnSpan(j), dX.ColumnSpan(j));
            }
        }

        public static void InputGradient(ConvolutionGeometry g, ref T w, ReadOnlySpan<T> dz, Span<T> dx) =>
            InputGradientOfOne(g, ref PrepareInputGradient(g, ref w), dz, dx);

        /// <summary>The scratch for any number of examples: the turned weights, the padded gradient, the outputs, zeros to begin sums with.</summary>
        private static ref T PrepareInputGradient(ConvolutionGeometry g, ref T w)
        {
            int rowLength = RoundUp(g.GradientPositions, Tile);
            int weightsLength = g.Filters * g.Depth;
            int gradientLength = checked((g.Filters * g.GradientSize) + Tile);
            ref T weights = ref Scratch<T>.Take(checked(weightsLength + gradientLength + (g.GroupChannels * rowLength) + g.GroupChannels));
            ref T gradient = ref Unsafe.Add(ref weights, weightsLength);
            ref T zeros = ref Unsafe.Add(ref gradient, gradientLength + ((nint)g.GroupChannels * rowLength));
            MemoryMarshal.CreateSpan(ref zeros, g.GroupChannels).Clear();
            MemoryMarshal.CreateSpan(ref gradient, gradientLength).Clear();
            TransposeWeights(g, ref w, ref weights);
            return ref weights;
        }

        private static void InputGradientOfOne(ConvolutionGeometry g, ref T weights, ReadOnlySpan<T> dz, Span<T> image)
        {
            int rowLength = RoundUp(g.GradientPositions, Tile);
            ref T gradient = ref Unsafe.Add(ref weights, g.Filters * g.Depth);
            ref T outputs = ref Unsafe.Add(ref gradient, (g.Filters * g.GradientSize) + Tile);
            ref T zeros = ref Unsafe.Add(ref outputs, (nint)g.GroupChannels * rowLength);
            image.Clear();
            ref T inside = ref Unsafe.Add(ref gradient, (g.GradientTop * g.GradientWidth) + g.GradientLeft);
            SpreadRows(g, dz, ref inside, g.GradientSize, g.GradientWidth);
            ref T here = ref weights;
            for (int group = 0; group < g.Groups; group++)
            {
                for (int p = 0; p < g.Phases.Length; p++)
                {
                    var phase = g.Phases[p];
                    if (phase.Taps.Length == 0)
                    {
                        continue;
                    }

                    ConvolutionLoops<T, TVector, TSimd>.Multiply(
                        ref here,
                        g.GroupChannels,
                        phase.Offsets,
                        ref zeros,
                        ref Unsafe.Add(ref gradient, (nint)group * g.GroupFilters * g.GradientSize),
                        g.GradientPositions,
                        ref outputs,
                        rowLength);
                    here = ref Unsafe.Add(ref here, g.GroupChannels * phase.Offsets.Length);
                    GatherPlane(g, p / g.Stride, p % g.Stride, ref outputs, rowLength, image[(group * g.GroupChannels * g.Height * g.Width)..]);
                }
            }
        }

        public static void AddParameterGradient(
            ConvolutionGeometry g, Matrix<T> dZ, Matrix<T> x, int first, int end, int filter, int filterEnd, ref T sums)
        {
            if (FilterProducts<T, TVector, TSimd>.Suits(Math.Min(g.GroupFilters, filterEnd - filter)))
            {
                AddParameterGradientByFilters(g, dZ, x, first, end, filter, filterEnd, ref sums);
                return;
            }

            int rowLength = RoundUp(g.ForwardPositions, TSimd.Width);
            int gradientLength = checked(g.Filters * rowLength), planesLength = checked(g.Channels * g.ChannelSize);
            int chunk = Math.Clamp(ChunkNumbers / (gradientLength + planesLength), 1, 16);
            ref T gradient = ref Scratch<T>.Take(checked((chunk * (gradientLength + planesLength)) + Tile));
            ref T planes = ref Unsafe.Add(ref gradient, (nint)chunk * gradientLength);
            ref T bias = ref Unsafe.Add(ref sums, (nint)g.Filters * g.Depth);
            MemoryMarshal.CreateSpan(ref gradient, (chunk * (gradientLength + planesLength)) + Tile).Clear();
            for (int start = first; start < end; start += chunk)
            {
                int examples = Math.Min(chunk, end - start);
                for (int e = 0; e < examples; e++)
                {
                    CopyPlanes(g, ref x.At(0, start + e), x.RowStride, ref Unsafe.Add(ref planes, (nint)e * planesLength));
                    var outputs = dZ.ColumnSpan(start + e);
                    SpreadRows(g, outputs, ref Unsafe.Add(ref gradient, (nint)e * gradientLength), rowLength, g.PlaneWidth);
                    for (int f = filter; f < filterEnd; f++)
                    {
                        Unsafe.Add(ref bias, f) += TensorPrimitives.Sum<T>(outputs.Slice(f * g.OutputSize, g.OutputSize));
                    }
                }

                for (int f = filter; f < filterEnd;)
                {
                    int group = f / g.GroupFilters;
                    int rows = Math.Min(filterEnd, (group + 1) * g.GroupFilters) - f;
                    ConvolutionLoops<T, TVector, TSimd>.AddProducts(
                        ref Unsafe.Add(ref gradient, (nint)f * rowLength),
                        rows,
                        rowLength,
                        ref Unsafe.Add(ref planes, (nint)group * g.GroupChannels * g.ChannelSize),
                        g.ForwardOffsets,
                        g.ForwardPositions,
                        examples,
                        gradientLength,
                        planesLength,
                        ref Unsafe.Add(ref sums, (nint)f * g.Depth),
                        g.Depth);
                    f += rows;
                }
            }
        }

        /// <summary>The same with the gradient turned, so that the filters of a position lie side by side.</summary>
        private static void AddParameterGradientByFilters(
            ConvolutionGeometry g, Matrix<T> dZ, Matrix<T> x, int first, int end, int filter, int filterEnd, ref T sums)
        {
            int padded = FilterProducts<T, TVector, TSimd>.Padded(Math.Min(g.GroupFilters, filterEnd - filter));
            int gradientLength = checked(padded * g.OutputSize), planesLength = checked(g.Channels * g.ChannelSize);
            int chunk = Math.Clamp(ChunkNumbers / (gradientLength + planesLength), 1, 16);
            int turnedLength = padded * g.Depth, all = checked((chunk * (gradientLength + planesLength)) + turnedLength);
            ref T gradient = ref Scratch<T>.Take(all);
            ref T turned = ref Unsafe.Add(ref gradient, (nint)chunk * gradientLength);
            ref T planes = ref Unsafe.Add(ref turned, turnedLength);
            ref T bias = ref Unsafe.Add(ref sums, (nint)g.Filters * g.Depth);
            for (int f = filter; f < filterEnd;)
            {
                int group = f / g.GroupFilters;
                int filters = Math.Min(filterEnd, (group + 1) * g.GroupFilters) - f;
                MemoryMarshal.CreateSpan(ref gradient, all).Clear();
                for (int start = first; start < end; start += chunk)
                {
                    int examples = Math.Min(chunk, end - start);
                    for (int e = 0; e < examples; e++)
                    {
                        ref T planesOfExample = ref Unsafe.Add(ref planes, (nint)e * planesLength);
                        CopyPlanes(g, ref x.At(0, start + e), x.RowStride, ref planesOfExample);
                        var outputs = dZ.ColumnSpan(start + e).Slice(f * g.OutputSize, filters * g.OutputSize);
                        Turn(outputs, filters, g.OutputSize, ref Unsafe.Add(ref gradient, (nint)e * gradientLength), padded);
                        for (int i = 0; i < filters; i++)
                        {
                            Unsafe.Add(ref bias, f + i) += TensorPrimitives.Sum<T>(outputs.Slice(i * g.OutputSize, g.OutputSize));
                        }
                    }

                    FilterProducts<T, TVector, TSimd>.Add(
                        ref gradient,
                        padded,
                        gradientLength,
                        ref Unsafe.Add(ref planes, (nint)group * g.GroupChannels * g.ChannelSize),
                        g.PlaneWidth,
                        planesLength,
                        g.ForwardOffsets,
                        g.OutputHeight,
                        g.OutputWidth,
                        examples,
                        ref turned);
                }

                for (int i = 0; i < filters; i++)
                {
                    ref T target = ref Unsafe.Add(ref sums, ((nint)f + i) * g.Depth);
                    for (int k = 0; k < g.Depth; k++)
                    {
                        Unsafe.Add(ref target, k) += Unsafe.Add(ref turned, ((nint)k * padded) + i);
                    }
                }

                f += filters;
            }
        }

        /// <summary>Copies filter after filter as position after position.</summary>
        private static void Turn(ReadOnlySpan<T> outputs, int filters, int positions, ref T target, int targetStride)
        {
            ref T source = ref MemoryMarshal.GetReference(outputs);
            for (int f = Transposition.Copy(ref source, positions, filters, ref target, targetStride, positions); f < filters; f++)
            {
                for (int q = 0; q < positions; q++)
                {
                    Unsafe.Add(ref target, ((nint)q * targetStride) + f) = Unsafe.Add(ref source, ((nint)f * positions) + q);
                }
            }
        }

        /// <summary>For every group and plane, channel after channel, the weights of all filters at the places of that plane.</summary>
        private static void TransposeWeights(ConvolutionGeometry g, ref T w, ref T target)
        {
            for (int group = 0; group < g.Groups; group++)
            {
                ref T filters = ref Unsafe.Add(ref w, (nint)group * g.GroupFilters * g.Depth);
                foreach (var phase in g.Phases)
                {
                    for (int c = 0; c < g.GroupChannels; c++)
                    {
                        for (int f = 0; f < g.GroupFilters; f++)
                        {
                            foreach (int tap in phase.Taps)
                            {
                                target = Unsafe.Add(ref filters, ((nint)f * g.Depth) + (c * g.Taps) + tap);
                                target = ref Unsafe.Add(ref target, 1);
                            }
                        }
                    }
                }
            }
        }

        /// <summary>Copies what was computed for one plane to the pixels of that plane.</summary>
        private static void GatherPlane(ConvolutionGeometry g, int a, int b, ref T plane, int rowLength, Span<T> image)
        {
            for (int c = 0; c < g.GroupChannels; c++)
            {
                for (int u = 0; u < g.PlaneHeight; u++)
                {
                    int y = (u * g.Stride) + a - g.Top;
                    if ((uint)y >= (uint)g.Height)
                    {
                        continue;
                    }

                    var row = image.Slice(((c * g.Height) + y) * g.Width, g.Width);
                    ref T from = ref Unsafe.Add(ref plane, ((nint)c * rowLength) + (u * g.GradientWidth));
                    if (g.Stride == 1)
                    {
                        int width = Math.Max(Math.Min(g.Width, g.PlaneWidth - g.Left), 0);
                        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref from, g.Left), width).CopyTo(row);
                        continue;
                    }

                    for (int v = 0; v < g.PlaneWidth; v++)
                    {
                        int x = (v * g.Stride) + b - g.Left;
                        if ((uint)x < (uint)row.Length)
                        {
                            row[x] = Unsafe.Add(ref from, v);
                        }
                    }
                }
            }
        }
    }
}
