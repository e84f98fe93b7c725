using System.Numerics;
using System.Runtime.CompilerServices;

namespace DnnGen.Kernels;

/// <summary>
/// The gradient of the weights of a convolution with filters side by side in registers: each number of the input is
/// multiplied with all of them, and every sum stays in its register over all positions and examples.
/// </summary>
/// <remarks>
/// Against sums along the positions (<see cref="ConvolutionLoops{T, TVector, TSimd}.AddProducts"/>), which suit few filters, no
/// register is added up within itself at the end, no read lies across two cache lines, and nothing between the rows is multiplied.
/// </remarks>
internal static class FilterProducts<T, TVector, TSimd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>Whether so many filters fill registers well enough.</summary>
    public static bool Suits(int filters) => filters * 3 >= Padded(filters) * 2;

    /// <summary>So many filters in whole registers.</summary>
    public static int Padded(int filters) => (filters + TSimd.Width - 1) / TSimd.Width * TSimd.Width;

    /// <summary>
    /// sums[k, f] += Σ over the examples and positions (y, x) of gradient[y, x, f]·source[offsets[k] + y·sourceRow + x].
    /// </summary>
    /// <param name="gradient">The first position of the first example, <paramref name="filters"/> numbers each.</param>
    /// <param name="filters">The filters, in whole registers.</param>
    /// <param name="gradientExample">From example to example of the gradient.</param>
    /// <param name="source">The first example.</param>
    /// <param name="sourceRow">From row to row of the source.</param>
    /// <param name="sourceExample">From example to example of the source.</param>
    /// <param name="offsets">A place in the source for each row of the sums.</param>
    /// <param name="rows">Rows of positions.</param>
    /// <param name="columns">Positions in a row.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="sums">(offsets × filters), row after row.</param>
    public static void Add(
        ref T gradient, int filters, nint gradientExample, ref T source, nint sourceRow, nint sourceExample, ReadOnlySpan<int> offsets, int rows, int columns, int examples, ref T sums)
    {
        for (int f = 0; f < filters;)
        {
            ref T g = ref Unsafe.Add(ref gradient, f);
            if (filters - f >= 2 * TSimd.Width)
            {
                for (int k = 0; k < offsets.Length; k += 6)
                {
                    var here = offsets.Slice(k, Math.Min(6, offsets.Length - k));
                    TwoBySix(ref g, filters, gradientExample, ref source, sourceRow, sourceExample, here, rows, columns, examples, ref Unsafe.Add(ref sums, ((nint)k * filters) + f));
                }

                f += 2 * TSimd.Width;
                continue;
            }

            for (int k = 0; k < offsets.Length; k += 8)
            {
                var here = offsets.Slice(k, Math.Min(8, offsets.Length - k));
                OneByEight(ref g, filters, gradientExample, ref source, sourceRow, sourceExample, here, rows, columns, examples, ref Unsafe.Add(ref sums, ((nint)k * filters) + f));
            }

            f += TSimd.Width;
        }
    }

    // Where fewer offsets are left, the last is taken again, and what comes of it thrown away.
    private static void TwoBySix(
        ref T gradient, int filters, nint gradientExample, ref T source, nint sourceRow, nint sourceExample, ReadOnlySpan<int> offsets, int rows, int columns, int examples, ref T sums)
    {
        int last = offsets.Length - 1;
        nint o0 = offsets[0], o1 = offsets[Math.Min(1, last)], o2 = offsets[Math.Min(2, last)], o3 = offsets[Math.Min(3, last)], o4 = offsets[Math.Min(4, last)], o5 = offsets[last];
        TVector s00 = TSimd.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00, s51 = s00;
        for (int e = 0; e < examples; e++)
        {
            ref T g = ref Unsafe.Add(ref gradient, e * gradientExample);
            ref T image = ref Unsafe.Add(ref source, e * sourceExample);
            for (int y = 0; y < rows; y++)
            {
                ref T x = ref Unsafe.Add(ref image, y * sourceRow);
                for (int i = 0; i < columns; i++)
                {
                    var g0 = TSimd.Load(ref g, 0);
                    var g1 = TSimd.Load(ref g, TSimd.Width);
                    var v = TSimd.Broadcast(Unsafe.Add(ref x, o0));
                    s00 = TSimd.MultiplyAdd(v, g0, s00);
                    s01 = TSimd.MultiplyAdd(v, g1, s01);
                    v = TSimd.Broadcast(Unsafe.Add(ref x, o1));
                    s10 = TSimd.MultiplyAdd(v, g0, s10);
                    s11 = TSimd.MultiplyAdd(v, g1, s11);
                    v = TSimd.Broadcast(Unsafe.Add(ref x, o2));
                    s20 = TSimd.MultiplyAdd(v, g0, s20);
                    s21 = TSimd.MultiplyAdd(v, g1, s21);
                    v = TSimd.Broadcast(Unsafe.Add(ref x, o3));
                    s30 = TSimd.MultiplyAdd(v, g0, s30);
                    s31 = TSimd.MultiplyAdd(v, g1, s31);
                    v = TSimd.Broadcast(Unsafe.Add(ref x, o4));
                    s40 = TSimd.MultiplyAdd(v, g0, s40);
                    s41 = TSimd.MultiplyAdd(v, g1, s41);
                    v = TSimd.Broadcast(Unsafe.Add(ref x, o5));
                    s50 = TSimd.MultiplyAdd(v, g0, s50);
                    s51 = TSimd.MultiplyAdd(v, g1, s51);
                    g = ref Unsafe.Add(ref g, filters);
                    x = ref Unsafe.Add(ref x, 1);
                }
            }
        }

        AddTwo(s00, s01, ref sums);
        switch (last)
        {
            case 5:
                AddTwo(s50, s51, ref Unsafe.Add(ref sums, 5 * filters));
                goto case 4;
            case 4:
                AddTwo(s40, s41, ref Unsafe.Add(ref sums, 4 * filters));
                goto case 3;
            case 3:
                AddTwo(s30, s31, ref Unsafe.Add(ref sums, 3 * filters));
                goto case 2;
            case 2:
                AddTwo(s20, s21, ref Unsafe.Add(ref sums, 2 * filters));
                goto case 1;
            case 1:
                AddTwo(s10, s11, ref Unsafe.Add(ref sums, filters));
                break;
        }
    }

    private static void OneByEight(
        ref T gradient, int filters, nint gradientExample, ref T source, nint sourceRow, nint sourceExample, ReadOnlySpan<int> offsets, int rows, int columns, int examples, ref T sums)
    {
        int last = offsets.Length - 1;
        nint o0 = offsets[0], o1 = offsets[Math.Min(1, last)], o2 = offsets[Math.Min(2, last)], o3 = offsets[Math.Min(3, last)];
        nint o4 = offsets[Math.Min(4, last)], o5 = offsets[Math.Min(5, last)], o6 = offsets[Math.Min(6, last)], o7 = offsets[last];
        TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (int e = 0; e < examples; e++)
        {
            ref T g = ref Unsafe.Add(ref gradient, e * gradientExample);
            ref T image = ref Unsafe.Add(ref source, e * sourceExample);
            for (int y = 0; y < rows; y++)
            {
                ref T x = ref Unsafe.Add(ref image, y * sourceRow);
                for (int i = 0; i < columns; i++)
                {
                    var v = TSimd.Load(ref g, 0);
                    s0 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x, o0)), v, s0);
                    s1 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x, o1)), v, s1);
                    s2 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x, o2)), v, s2);
                    s3 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x, o3)), v, s3);
                    s4 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x, o4)), v, s4);
                    s5 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x, o5)), v, s5);
                    s6 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x, o6)), v, s6);
                    s7 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x, o7)), v, s7);
                    g = ref Unsafe.Add(ref g, filters);
                    x = ref Unsafe.Add(ref x, 1);
                }
            }
        }

        AddOne(s0, ref sums);
        switch (last)
        {
            case 7:
                AddOne(s7, ref Unsafe.Add(ref sums, 7 * filters));
                goto case 6;
            case 6:
                AddOne(s6, ref Unsafe.Add(ref sums, 6 * filters));
                goto case 5;
            case 5:
                AddOne(s5, ref Unsafe.Add(ref sums, 5 * filters));
                goto case 4;
            case 4:
                AddOne(s4, ref Unsafe.Add(ref sums, 4 * filters));
                goto case 3;
            case 3:
                AddOne(s3, ref Unsafe.Add(ref sums, 3 * filters));
                goto case 2;
            case 2:
                AddOne(s2, ref Unsafe.Add(ref sums, 2 * filters));
                goto case 1;
            case 1:
                AddOne(s1, ref Unsafe.Add(ref sums, filters));
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTwo(TVector first, TVector second, ref T sums)
    {
        TSimd.Store(TSimd.Add(TSimd.Load(ref sums, 0), first), ref sums, 0);
        TSimd.Store(TSimd.Add(TSimd.Load(ref sums, TSimd.Width), second), ref sums, TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddOne(TVector sum, ref T sums) => TSimd.Store(TSimd.Add(TSimd.Load(ref sums, 0), sum), ref sums, 0);
}
