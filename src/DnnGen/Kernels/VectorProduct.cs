using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DnnGen.Kernels;

/// <summary>y := b + A·x for a dense A whose rows follow each other in memory: the linear part of a layer for one example.</summary>
/// <remarks>
/// Eight rows share the loads of x, with nine loads for eight multiply-adds; a large A streams through at the speed of
/// the memory. Long sums have the bits that <see cref="MatrixProduct"/> gives a column of a batch.
/// </remarks>
internal static class VectorProduct
{
    /// <summary>y := b + A·x.</summary>
    /// <param name="a">The first number of A, (rows × columns), row after row.</param>
    /// <param name="b">The first number of b, as long as y.</param>
    /// <param name="rows">The length of y.</param>
    /// <param name="columns">The length of x.</param>
    /// <param name="x">The first number of x.</param>
    /// <param name="y">The first number of y.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Linear<T>(ref T a, ref T b, int rows, int columns, ref T x, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // The sizes are constants of the layer, so that one of these calls remains.
        if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported && columns >= Vector512<T>.Count)
        {
            Linear<T, Vector512<T>, Simd512<T>>(ref a, ref b, rows, columns, ref x, ref y);
        }
        else if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported && columns >= Vector256<T>.Count)
        {
            Linear<T, Vector256<T>, Simd256<T>>(ref a, ref b, rows, columns, ref x, ref y);
        }
        else if (Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported && columns >= Vector128<T>.Count)
        {
            Linear<T, Vector128<T>, Simd128<T>>(ref a, ref b, rows, columns, ref x, ref y);
        }
        else
        {
            Linear<T, T, SimdScalar<T>>(ref a, ref b, rows, columns, ref x, ref y);
        }
    }

    /// <summary>The same for one register width, which a row must fill.</summary>
    internal static void Linear<T, TVector, TSimd>(ref T a, ref T b, int rows, int columns, ref T x, ref T y)
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
