using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnnGen.Kernels;

/// <summary>
/// The two inner loops of a convolution, for one register width: sums over the depth of many outputs side by side, and
/// sums over the outputs for many weights.
/// </summary>
internal static class ConvolutionLoops<T, TVector, TSimd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>Positions that are computed at a time; the last ones may reach over the end by less than so many.</summary>
    public static int Tile => 4 * TSimd.Width;

    /// <summary>
    /// output[r, q] = start[r] + Σₖ weights[r, k]·source[offsets[k] + q]. A block of 6 rows × 2 registers keeps 12 sums, as
    /// <see cref="OuterProducts{T, TVector, TSimd}"/> does; a row alone keeps 4.
    /// </summary>
    /// <param name="weights">(rows × depth), row after row.</param>
    /// <param name="rows">Rows of the weights and of the output.</param>
    /// <param name="offsets">The depth: a place in the source for each.</param>
    /// <param name="start">What each row begins with.</param>
    /// <param name="source">Readable up to <see cref="Tile"/> numbers beyond the last position.</param>
    /// <param name="positions">Numbers of an output row.</param>
    /// <param name="output">Writable up to <see cref="Tile"/> numbers beyond each row.</param>
    /// <param name="outputStride">From row to row of the output.</param>
    public static void Multiply(
        ref T weights, int rows, ReadOnlySpan<int> offsets, ref T start, ref T source, int positions, ref T output, nint outputStride)
    {
        int depth = offsets.Length;
        ref int shifts = ref MemoryMarshal.GetReference(offsets);
        for (nint q = 0; q < positions; q += Tile)
        {
            ref T from = ref Unsafe.Add(ref source, q);
            bool second = q + (2 * TSimd.Width) < positions;
            for (int r = 0; r < rows;)
            {
                int left = rows - r;
                ref T w = ref Unsafe.Add(ref weights, (nint)r * depth);
                ref T s = ref Unsafe.Add(ref start, r);
                ref T to = ref Unsafe.Add(ref output, q + (r * outputStride));
                if (left < 3)
                {
                    OneRow(ref w, depth, ref shifts, s, ref from, ref to);
                    r++;
                    continue;
                }

                int group = left < 5 ? 4 : 6;
                int here = Math.Min(group, left);
                ref T further = ref Unsafe.Add(ref from, 2 * TSimd.Width);
                ref T toFurther = ref Unsafe.Add(ref to, 2 * TSimd.Width);
                if (group == 6)
                {
                    SixRows(ref w, here, depth, ref shifts, ref s, ref from, ref to, outputStride);
                    if (second)
                    {
                        SixRows(ref w, here, depth, ref shifts, ref s, ref further, ref toFurther, outputStride);
                    }
                }
                else
                {
                    FourRows(ref w, here, depth, ref shifts, ref s, ref from, ref to, outputStride);
                    if (second)
                    {
                        FourRows(ref w, here, depth, ref shifts, ref s, ref further, ref toFurther, outputStride);
                    }
                }

                r += group;
            }
        }
    }

    /// <summary>
    /// sums[r, k] += Σ over the examples and positions of gradient[r, q]·source[offsets[k] + q], where the gradient is zero
    /// beyond its last position and everywhere between its rows.
    /// </summary>
    /// <param name="gradient">The first row of the first example; whole registers are read.</param>
    /// <param name="rows">Rows of the gradient and of the sums.</param>
    /// <param name="gradientStride">From row to row of the gradient.</param>
    /// <param name="source">The first example; whole registers are read.</param>
    /// <param name="offsets">A place in the source for each column of the sums.</param>
    /// <param name="positions">Numbers of a row of the gradient.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="gradientExample">From example to example of the gradient.</param>
    /// <param name="sourceExample">From example to example of the source.</param>
    /// <param name="sums">(rows × columns).</param>
    /// <param name="sumsStride">From row to row of the sums.</param>
    public static void AddProducts(
        ref T gradient, int rows, nint gradientStride, ref T source, ReadOnlySpan<int> offsets, int positions, int examples, nint gradientExample, nint sourceExample, ref T sums, nint sumsStride)
    {
        Span<T> edge = stackalloc T[4];
        ref int shifts = ref MemoryMarshal.GetReference(offsets);
        for (int k = 0; k < offsets.Length; k += 4)
        {
            int columns = Math.Min(4, offsets.Length - k);
            nint o0 = Unsafe.Add(ref shifts, k);
            nint o1 = Unsafe.Add(ref shifts, k + Math.Min(1, columns - 1));
            nint o2 = Unsafe.Add(ref shifts, k + Math.Min(2, columns - 1));
            nint o3 = Unsafe.Add(ref shifts, k + Math.Min(3, columns - 1));
            for (int r = 0; r < rows; r += 3)
            {
                int here = Math.Min(3, rows - r);
                nint second = here > 1 ? gradientStride : 0, third = here > 2 ? 2 * gradientStride : second;
                TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s02 = TSimd.Zero, s03 = TSimd.Zero;
                TVector s10 = TSimd.Zero, s11 = TSimd.Zero, s12 = TSimd.Zero, s13 = TSimd.Zero;
                TVector s20 = TSimd.Zero, s21 = TSimd.Zero, s22 = TSimd.Zero, s23 = TSimd.Zero;
                for (int e = 0; e < examples; e++)
                {
                    ref T g = ref Unsafe.Add(ref gradient, (e * gradientExample) + (r * gradientStride));
                    ref T x = ref Unsafe.Add(ref source, e * sourceExample);
                    for (nint q = 0; q < positions; q += TSimd.Width)
                    {
                        var g0 = TSimd.Load(ref g, q);
                        var g1 = TSimd.Load(ref g, q + second);
                        var g2 = TSimd.Load(ref g, q + third);
                        var v = TSimd.Load(ref x, q + o0);
                        s00 = TSimd.MultiplyAdd(g0, v, s00);
                        s10 = TSimd.MultiplyAdd(g1, v, s10);
                        s20 = TSimd.MultiplyAdd(g2, v, s20);
                        v = TSimd.Load(ref x, q + o1);
                        s01 = TSimd.MultiplyAdd(g0, v, s01);
                        s11 = TSimd.MultiplyAdd(g1, v, s11);
                        s21 = TSimd.MultiplyAdd(g2, v, s21);
                        v = TSimd.Load(ref x, q + o2);
                        s02 = TSimd.MultiplyAdd(g0, v, s02);
                        s12 = TSimd.MultiplyAdd(g1, v, s12);
                        s22 = TSimd.MultiplyAdd(g2, v, s22);
                        v = TSimd.Load(ref x, q + o3);
                        s03 = TSimd.MultiplyAdd(g0, v, s03);
                        s13 = TSimd.MultiplyAdd(g1, v, s13);
                        s23 = TSimd.MultiplyAdd(g2, v, s23);
                    }
                }

                ref T target = ref Unsafe.Add(ref sums, (r * sumsStride) + k);
                AddRow(s00, s01, s02, s03, ref target, columns, edge);
                if (here > 1)
                {
                    AddRow(s10, s11, s12, s13, ref Unsafe.Add(ref target, sumsStride), columns, edge);
                }

                if (here > 2)
                {
                    AddRow(s20, s21, s22, s23, ref Unsafe.Add(ref target, 2 * sumsStride), columns, edge);
                }
            }
        }
    }

    private static void AddRow(TVector s0, TVector s1, TVector s2, TVector s3, ref T target, int columns, Span<T> edge)
    {
        if (columns == 4)
        {
            TSimd.AddSums(s0, s1, s2, s3, T.One, ref target);
            return;
        }

        // By way of a copy, so that the sums have the bits they have elsewhere.
        var there = MemoryMarshal.CreateSpan(ref target, columns);
        edge.Clear();
        there.CopyTo(edge);
        TSimd.AddSums(s0, s1, s2, s3, T.One, ref MemoryMarshal.GetReference(edge));
        edge[..columns].CopyTo(there);
    }

    private static void OneRow(ref T w, int depth, ref int offsets, T start, ref T source, ref T output)
    {
        TVector s0 = TSimd.Broadcast(start), s1 = s0, s2 = s0, s3 = s0;
        for (int k = 0; k < depth; k++)
        {
            nint o = Unsafe.Add(ref offsets, k);
            var weight = TSimd.Broadcast(Unsafe.Add(ref w, k));
            s0 = TSimd.MultiplyAdd(weight, TSimd.Load(ref source, o), s0);
            s1 = TSimd.MultiplyAdd(weight, TSimd.Load(ref source, o + TSimd.Width), s1);
            s2 = TSimd.MultiplyAdd(weight, TSimd.Load(ref source, o + (2 * TSimd.Width)), s2);
            s3 = TSimd.MultiplyAdd(weight, TSimd.Load(ref source, o + (3 * TSimd.Width)), s3);
        }

        TSimd.Store(s0, ref output, 0);
        TSimd.Store(s1, ref output, TSimd.Width);
        TSimd.Store(s2, ref output, 2 * TSimd.Width);
        TSimd.Store(s3, ref output, 3 * TSimd.Width);
    }

    // Blocks take one row less too: the last row is then computed twice, and thrown away once.
    private static void SixRows(
        ref T w, int rows, int depth, ref int offsets, ref T start, ref T source, ref T output, nint outputStride)
    {
        ref T w1 = ref Unsafe.Add(ref w, depth);
        ref T w2 = ref Unsafe.Add(ref w1, depth);
        ref T w3 = ref Unsafe.Add(ref w2, depth);
        ref T w4 = ref Unsafe.Add(ref w3, depth);
        ref T w5 = ref Unsafe.Add(ref w4, rows > 5 ? depth : 0);
        TVector s00 = TSimd.Broadcast(start);
        TVector s10 = TSimd.Broadcast(Unsafe.Add(ref start, 1));
        TVector s20 = TSimd.Broadcast(Unsafe.Add(ref start, 2));
        TVector s30 = TSimd.Broadcast(Unsafe.Add(ref start, 3));
        TVector s40 = TSimd.Broadcast(Unsafe.Add(ref start, 4));
        TVector s50 = rows > 5 ? TSimd.Broadcast(Unsafe.Add(ref start, 5)) : s40;
        TVector s01 = s00, s11 = s10, s21 = s20, s31 = s30, s41 = s40, s51 = s50;
        for (nint k = 0; k < depth; k++)
        {
            nint o = Unsafe.Add(ref offsets, k);
            var x0 = TSimd.Load(ref source, o);
            var x1 = TSimd.Load(ref source, o + TSimd.Width);
            var weight = TSimd.Broadcast(Unsafe.Add(ref w, k));
            s00 = TSimd.MultiplyAdd(weight, x0, s00);
            s01 = TSimd.MultiplyAdd(weight, x1, s01);
            weight = TSimd.Broadcast(Unsafe.Add(ref w1, k));
            s10 = TSimd.MultiplyAdd(weight, x0, s10);
            s11 = TSimd.MultiplyAdd(weight, x1, s11);
            weight = TSimd.Broadcast(Unsafe.Add(ref w2, k));
            s20 = TSimd.MultiplyAdd(weight, x0, s20);
            s21 = TSimd.MultiplyAdd(weight, x1, s21);
            weight = TSimd.Broadcast(Unsafe.Add(ref w3, k));
            s30 = TSimd.MultiplyAdd(weight, x0, s30);
            s31 = TSimd.MultiplyAdd(weight, x1, s31);
            weight = TSimd.Broadcast(Unsafe.Add(ref w4, k));
            s40 = TSimd.MultiplyAdd(weight, x0, s40);
            s41 = TSimd.MultiplyAdd(weight, x1, s41);
            weight = TSimd.Broadcast(Unsafe.Add(ref w5, k));
            s50 = TSimd.MultiplyAdd(weight, x0, s50);
            s51 = TSimd.MultiplyAdd(weight, x1, s51);
        }

        StoreTwo(s00, s01, ref output);
        StoreTwo(s10, s11, ref Unsafe.Add(ref output, outputStride));
        StoreTwo(s20, s21, ref Unsafe.Add(ref output, 2 * outputStride));
        StoreTwo(s30, s31, ref Unsafe.Add(ref output, 3 * outputStride));
        StoreTwo(s40, s41, ref Unsafe.Add(ref output, 4 * outputStride));
        if (rows > 5)
        {
            StoreTwo(s50, s51, ref Unsafe.Add(ref output, 5 * outputStride));
        }
    }

    private static void FourRows(
        ref T w, int rows, int depth, ref int offsets, ref T start, ref T source, ref T output, nint outputStride)
    {
        ref T w1 = ref Unsafe.Add(ref w, depth);
        ref T w2 = ref Unsafe.Add(ref w1, depth);
        ref T w3 = ref Unsafe.Add(ref w2, rows > 3 ? depth : 0);
        TVector s00 = TSimd.Broadcast(start);
        TVector s10 = TSimd.Broadcast(Unsafe.Add(ref start, 1));
        TVector s20 = TSimd.Broadcast(Unsafe.Add(ref start, 2));
        TVector s30 = rows > 3 ? TSimd.Broadcast(Unsafe.Add(ref start, 3)) : s20;
        TVector s01 = s00, s11 = s10, s21 = s20, s31 = s30;
        for (nint k = 0; k < depth; k++)
        {
            nint o = Unsafe.Add(ref offsets, k);
            var x0 = TSimd.Load(ref source, o);
            var x1 = TSimd.Load(ref source, o + TSimd.Width);
            var weight = TSimd.Broadcast(Unsafe.Add(ref w, k));
            s00 = TSimd.MultiplyAdd(weight, x0, s00);
            s01 = TSimd.MultiplyAdd(weight, x1, s01);
            weight = TSimd.Broadcast(Unsafe.Add(ref w1, k));
            s10 = TSimd.MultiplyAdd(weight, x0, s10);
            s11 = TSimd.MultiplyAdd(weight, x1, s11);
            weight = TSimd.Broadcast(Unsafe.Add(ref w2, k));
            s20 = TSimd.MultiplyAdd(weight, x0, s20);
            s21 = TSimd.MultiplyAdd(weight, x1, s21);
            weight = TSimd.Broadcast(Unsafe.Add(ref w3, k));
            s30 = TSimd.MultiplyAdd(weight, x0, s30);
            s31 = TSimd.MultiplyAdd(weight, x1, s31);
        }

        StoreTwo(s00, s01, ref output);
        StoreTwo(s10, s11, ref Unsafe.Add(ref output, outputStride));
        StoreTwo(s20, s21, ref Unsafe.Add(ref output, 2 * outputStride));
        if (rows > 3)
        {
            StoreTwo(s30, s31, ref Unsafe.Add(ref output, 3 * outputStride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwo(TVector first, TVector second, ref T output)
    {
        TSimd.Store(first, ref output, 0);
        TSimd.Store(second, ref output, TSimd.Width);
    }
}
