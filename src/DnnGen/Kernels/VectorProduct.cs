using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>y := g(b + A·x) for a dense A whose rows follow each other in memory: a layer for one example.</summary>
/// <remarks>
/// Short rows: each register of results takes as many rows as it holds numbers, four at a time; their sums are put together
/// in two rounds, and bias and activation are added while they are in the register. Long rows: eight share the loads of x,
/// a large A streams through at the speed of the memory, and the sums have the bits that <see cref="MatrixProduct"/> gives
/// a column of a batch. Measured at 16 × 16 in floats, 512 bits: 9.1 ns by the loop for long rows, 6.2 ns so.
/// </remarks>
internal static class VectorProduct
{
    /// <summary>y := g(b + A·x).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <typeparam name="TShape">The sizes, as constants: A is (units × inputs), x has as many numbers as inputs, y as units.</typeparam>
    /// <typeparam name="TActivation">The activation g.</typeparam>
    /// <param name="a">The first number of A, row after row.</param>
    /// <param name="b">The first number of b, as long as y.</param>
    /// <param name="x">The first number of x.</param>
    /// <param name="y">The first number of y.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Layer<T, TShape, TActivation>(ref T a, ref T b, ref T x, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, IDenseShape
        where TActivation : struct, IActivation
    {
        // The sizes are constants, so that one of these calls remains.
        if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported && TShape.Inputs >= Vector512<T>.Count)
        {
            Layer<T, Vector512<T>, Simd512<T>, TShape, TActivation>(ref a, ref b, ref x, ref y);
        }
        else if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported && TShape.Inputs >= Vector256<T>.Count)
        {
            Layer<T, Vector256<T>, Simd256<T>, TShape, TActivation>(ref a, ref b, ref x, ref y);
        }
        else if (Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported && TShape.Inputs >= Vector128<T>.Count)
        {
            Layer<T, Vector128<T>, Simd128<T>, TShape, TActivation>(ref a, ref b, ref x, ref y);
        }
        else
        {
            Layer<T, T, SimdScalar<T>, TShape, TActivation>(ref a, ref b, ref x, ref y);
        }
    }

    /// <summary>The same for one register width, which a row must fill.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Layer<T, TVector, TSimd, TShape, TActivation>(ref T a, ref T b, ref T x, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where TShape : struct, IDenseShape
        where TActivation : struct, IActivation
    {
        if (TSimd.Width >= 4 && !TActivation.CouplesUnits && TShape.Inputs <= DotProducts<T, TVector, TSimd>.SumBlock)
        {
            Short<T, TVector, TSimd, TShape, TActivation>(ref a, ref b, ref x, ref y);
            return;
        }

        Linear<T, TVector, TSimd>(ref a, ref b, TShape.Units, TShape.Inputs, ref x, ref y);
        var results = MemoryMarshal.CreateSpan(ref y, TShape.Units);
        TActivation.Forward<T>(results, results);
    }

    private static void Short<T, TVector, TSimd, TShape, TActivation>(ref T a, ref T b, ref T x, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where TShape : struct, IDenseShape
        where TActivation : struct, IActivation
    {
        nint i = 0;
        for (; i <= TShape.Units - TSimd.Width; i += TSimd.Width)
        {
            var z = TSimd.Add(Sums<T, TVector, TSimd>(ref Unsafe.Add(ref a, i * TShape.Inputs), TSimd.Width, TShape.Inputs, ref x), TSimd.Load(ref b, i));
            TSimd.Store(TSimd.Activate<TActivation>(z), ref y, i);
        }

        int rest = TShape.Units % TSimd.Width;
        if (rest != 0)
        {
            // The last register is not full: it is read and written in memory of its own.
            var last = TSimd.Zero;
            ref T places = ref Unsafe.As<TVector, T>(ref last);
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref b, i), rest).CopyTo(MemoryMarshal.CreateSpan(ref places, rest));
            last = TSimd.Activate<TActivation>(TSimd.Add(Sums<T, TVector, TSimd>(ref Unsafe.Add(ref a, i * TShape.Inputs), rest, TShape.Inputs, ref x), last));
            MemoryMarshal.CreateReadOnlySpan(ref places, rest).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref y, i), rest));
        }
    }

    /// <summary>The dot products of as many rows as a register holds numbers, or of the first of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sums<T, TVector, TSimd>(ref T a, int rows, int columns, ref T x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector third = TSimd.Zero, fourth = TSimd.Zero;
        var first = SpreadSums<T, TVector, TSimd>(ref a, rows, columns, ref x, out var second);
        if (TSimd.Width > 8 && rows > 8)
        {
            third = SpreadSums<T, TVector, TSimd>(ref Unsafe.Add(ref a, 8 * columns), rows - 8, columns, ref x, out fourth);
        }

        return TSimd.SumsOfRows(first, second, third, fourth);
    }

    /// <summary>
    /// The dot products of eight rows, spread over two registers, or of the first four over one; rows beyond the last repeat it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SpreadSums<T, TVector, TSimd>(ref T a, int rows, int columns, ref T x, out TVector second)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref T a1 = ref Unsafe.Add(ref a, rows > 1 ? columns : 0);
        ref T a2 = ref Unsafe.Add(ref a1, rows > 2 ? columns : 0);
        ref T a3 = ref Unsafe.Add(ref a2, rows > 3 ? columns : 0);
        ref T a4 = ref Unsafe.Add(ref a3, rows > 4 ? columns : 0);
        ref T a5 = ref Unsafe.Add(ref a4, rows > 5 ? columns : 0);
        ref T a6 = ref Unsafe.Add(ref a5, rows > 6 ? columns : 0);
        ref T a7 = ref Unsafe.Add(ref a6, rows > 7 ? columns : 0);
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
        TVector s4 = TSimd.Zero, s5 = TSimd.Zero, s6 = TSimd.Zero, s7 = TSimd.Zero;
        var mask = TSimd.LastPlaces(columns % TSimd.Width == 0 ? TSimd.Width : columns % TSimd.Width);
        for (nint k = 0; k < columns; k += TSimd.Width)
        {
            // What a length leaves beyond full registers is read with the last full register of the row.
            bool isLast = columns % TSimd.Width != 0 && k > columns - TSimd.Width;
            nint place = isLast ? columns - TSimd.Width : k;
            var v = TSimd.Load(ref x, place);
            v = isLast ? TSimd.Keep(mask, v) : v;
            s0 = TSimd.MultiplyAdd(TSimd.Load(ref a, place), v, s0);
            s1 = TSimd.MultiplyAdd(TSimd.Load(ref a1, place), v, s1);
            s2 = TSimd.MultiplyAdd(TSimd.Load(ref a2, place), v, s2);
            s3 = TSimd.MultiplyAdd(TSimd.Load(ref a3, place), v, s3);
            if (rows > 4)
            {
                s4 = TSimd.MultiplyAdd(TSimd.Load(ref a4, place), v, s4);
                s5 = TSimd.MultiplyAdd(TSimd.Load(ref a5, place), v, s5);
                s6 = TSimd.MultiplyAdd(TSimd.Load(ref a6, place), v, s6);
                s7 = TSimd.MultiplyAdd(TSimd.Load(ref a7, place), v, s7);
            }
        }

        second = rows > 4 ? TSimd.SpreadSums(s4, s5, s6, s7) : TSimd.Zero;
        return TSimd.SpreadSums(s0, s1, s2, s3);
    }

    /// <summary>y := b + A·x by the loops for long rows.</summary>
    private static void Linear<T, TVector, TSimd>(ref T a, ref T b, int rows, int columns, ref T x, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        int length = DotProducts<T, TVector, TSimd>.BlockLength(columns);
        AddBlock<T, TVector, TSimd>(ref a, columns, rows, ref x, length, ref b, ref y);
        for (int k = length; k < columns; k += length)
        {
            length = DotProducts<T, TVector, TSimd>.BlockLength(columns - k);
            AddBlock<T, TVector, TSimd>(ref Unsafe.Add(ref a, k), columns, rows, ref Unsafe.Add(ref x, k), length, ref y, ref y);
        }
    }

    /// <summary>y := b + A·x for a stretch of every row.</summary>
    private static void AddBlock<T, TVector, TSimd>(ref T a, nint stride, int rows, ref T x, int length, ref T b, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        int i = 0;
        for (; i <= rows - 8; i += 8)
        {
            EightRows<T, TVector, TSimd>(ref Unsafe.Add(ref a, i * stride), stride, ref x, length, ref Unsafe.Add(ref b, i), ref Unsafe.Add(ref y, i));
        }

        for (; i <= rows - 4; i += 4)
        {
            FourRows<T, TVector, TSimd>(ref Unsafe.Add(ref a, i * stride), stride, 4, ref x, length, ref Unsafe.Add(ref b, i), ref Unsafe.Add(ref y, i));
        }

        if (i < rows)
        {
            var four = default(Four<T>);
            for (int r = 0; r < rows - i; r++)
            {
                four[r] = Unsafe.Add(ref b, i + r);
            }

            FourRows<T, TVector, TSimd>(ref Unsafe.Add(ref a, i * stride), stride, rows - i, ref x, length, ref four[0], ref four[0]);
            for (int r = 0; r < rows - i; r++)
            {
                Unsafe.Add(ref y, i + r) = four[r];
            }
        }
    }

    private static void EightRows<T, TVector, TSimd>(ref T a, nint stride, ref T x, int length, ref T b, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref T a1 = ref Unsafe.Add(ref a, stride);
        ref T a2 = ref Unsafe.Add(ref a1, stride);
        ref T a3 = ref Unsafe.Add(ref a2, stride);
        ref T a4 = ref Unsafe.Add(ref a3, stride);
        ref T a5 = ref Unsafe.Add(ref a4, stride);
        ref T a6 = ref Unsafe.Add(ref a5, stride);
        ref T a7 = ref Unsafe.Add(ref a6, stride);
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
        TVector s4 = TSimd.Zero, s5 = TSimd.Zero, s6 = TSimd.Zero, s7 = TSimd.Zero;
        var mask = TSimd.AllPlaces;
        nint last = length - TSimd.Width;
        for (nint k = 0; ;)
        {
            var v = TSimd.Keep(mask, TSimd.Load(ref x, k));
            s0 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a, k)), v, s0);
            s1 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a1, k)), v, s1);
            s2 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a2, k)), v, s2);
            s3 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a3, k)), v, s3);
            s4 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a4, k)), v, s4);
            s5 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a5, k)), v, s5);
            s6 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a6, k)), v, s6);
            s7 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a7, k)), v, s7);
            k += TSimd.Width;
            if (k > last)
            {
                if (k >= length)
                {
                    break;
                }

                mask = TSimd.LastPlaces((int)(length - k));
                k = last;
            }
        }

        ref T second = ref Unsafe.Add(ref y, 4);
        Unsafe.As<T, Four<T>>(ref y) = Unsafe.As<T, Four<T>>(ref b);
        Unsafe.As<T, Four<T>>(ref second) = Unsafe.As<T, Four<T>>(ref Unsafe.Add(ref b, 4));
        TSimd.AddSums(s0, s1, s2, s3, T.One, ref y);
        TSimd.AddSums(s4, s5, s6, s7, T.One, ref second);
    }

    /// <summary>Rows beyond the edge repeat the last one, and their sums are thrown away.</summary>
    private static void FourRows<T, TVector, TSimd>(ref T a, nint stride, int rows, ref T x, int length, ref T b, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref T a1 = ref Unsafe.Add(ref a, rows > 1 ? stride : 0);
        ref T a2 = ref Unsafe.Add(ref a1, rows > 2 ? stride : 0);
        ref T a3 = ref Unsafe.Add(ref a2, rows > 3 ? stride : 0);
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
        var mask = TSimd.AllPlaces;
        nint last = length - TSimd.Width;
        for (nint k = 0; ;)
        {
            var v = TSimd.Keep(mask, TSimd.Load(ref x, k));
            s0 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a, k)), v, s0);
            s1 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a1, k)), v, s1);
            s2 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a2, k)), v, s2);
            s3 = TSimd.MultiplyAdd(TSimd.Keep(mask, TSimd.Load(ref a3, k)), v, s3);
            k += TSimd.Width;
            if (k > last)
            {
                if (k >= length)
                {
                    break;
                }

                mask = TSimd.LastPlaces((int)(length - k));
                k = last;
            }
        }

        Unsafe.As<T, Four<T>>(ref y) = Unsafe.As<T, Four<T>>(ref b);
        TSimd.AddSums(s0, s1, s2, s3, T.One, ref y);
    }
}
