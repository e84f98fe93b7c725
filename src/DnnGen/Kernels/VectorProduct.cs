using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DnnGen.Kernels;

/// <summary>y := y + A·x for a dense A whose rows follow each other in memory: the forward product for one example.</summary>
/// <remarks>
/// Eight rows share the loads of x, with nine loads for eight multiply-adds; a large A streams through at the speed of
/// the memory. Sums of <c>ShortestDots</c> and longer have the bits that <see cref="MatrixProduct"/> gives a column of a batch.
/// </remarks>
internal static class VectorProduct
{
    /// <summary>y := y + A·x.</summary>
    /// <param name="a">The first number of A, (rows × columns), row after row.</param>
    /// <param name="rows">The length of y.</param>
    /// <param name="columns">The length of x.</param>
    /// <param name="x">The first number of x.</param>
    /// <param name="y">The first number of y.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(ref T a, int rows, int columns, ref T x, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // The sizes are constants of the layer, so that one of these calls remains.
        if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported && columns >= Vector512<T>.Count)
        {
            Add<T, Vector512<T>, Simd512<T>>(ref a, rows, columns, ref x, ref y);
        }
        else if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported && columns >= Vector256<T>.Count)
        {
            Add<T, Vector256<T>, Simd256<T>>(ref a, rows, columns, ref x, ref y);
        }
        else if (Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported && columns >= Vector128<T>.Count)
        {
            Add<T, Vector128<T>, Simd128<T>>(ref a, rows, columns, ref x, ref y);
        }
        else
        {
            Add<T, T, SimdScalar<T>>(ref a, rows, columns, ref x, ref y);
        }
    }

    /// <summary>The same for one register width, which a row must fill.</summary>
    internal static void Add<T, TVector, TSimd>(ref T a, int rows, int columns, ref T x, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        int length;
        for (int k = 0; k < columns; k += length)
        {
            length = DotProducts<T, TVector, TSimd>.BlockLength(columns - k);
            ref T block = ref Unsafe.Add(ref a, k);
            for (int i = 0; i < rows; i += 8)
            {
                EightRows<T, TVector, TSimd>(ref Unsafe.Add(ref block, (nint)i * columns), columns, Math.Min(8, rows - i), ref Unsafe.Add(ref x, k), length, ref Unsafe.Add(ref y, i));
            }
        }
    }

    /// <summary>Rows beyond the edge repeat the last one, and their sums are thrown away.</summary>
    private static void EightRows<T, TVector, TSimd>(ref T a, nint stride, int rows, ref T x, int length, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref T a1 = ref Unsafe.Add(ref a, rows > 1 ? stride : 0);
        ref T a2 = ref Unsafe.Add(ref a1, rows > 2 ? stride : 0);
        ref T a3 = ref Unsafe.Add(ref a2, rows > 3 ? stride : 0);
        ref T a4 = ref Unsafe.Add(ref a3, rows > 4 ? stride : 0);
        ref T a5 = ref Unsafe.Add(ref a4, rows > 5 ? stride : 0);
        ref T a6 = ref Unsafe.Add(ref a5, rows > 6 ? stride : 0);
        ref T a7 = ref Unsafe.Add(ref a6, rows > 7 ? stride : 0);
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

        var eight = default(Eight<T>);
        ref T target = ref rows == 8 ? ref y : ref eight[0];
        if (rows < 8)
        {
            MemoryMarshal.CreateReadOnlySpan(ref y, rows).CopyTo(eight);
        }

        TSimd.AddSums(s0, s1, s2, s3, T.One, ref target);
        TSimd.AddSums(s4, s5, s6, s7, T.One, ref Unsafe.Add(ref target, 4));
        if (rows < 8)
        {
            ((ReadOnlySpan<T>)eight)[..rows].CopyTo(MemoryMarshal.CreateSpan(ref y, rows));
        }
    }

    [InlineArray(8)]
    private struct Eight<T>
    {
        private T first;
    }
}
