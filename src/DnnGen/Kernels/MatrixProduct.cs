using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DnnGen.Kernels;

/// <summary>
/// C := C + scale·A·B over strided views. Two loops do all the work, chosen by which memory is contiguous:
/// <see cref="AddDots"/> where rows of A and columns of B are (the forward product W·A), and <see cref="AddOuter"/>
/// where rows of B and of C are (the gradients dZ·Aᵀ and Wᵀ·dZ). A view that fits neither is copied to rented memory first.
/// </summary>
/// <remarks>
/// Every element of C is summed in an order that depends on the length of the sum and the register width alone, never
/// on the block in which the element lies: one example alone gives the same bits as the same example in a batch.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>
    /// Length of one partial sum in <see cref="AddDots"/>: 20 rows of this many floats and two columns stay in the L2
    /// cache while the columns stream past, so that a first layer reads its examples from memory once.
    /// </summary>
    private const int DotBlock = 1024;

    /// <summary>Length of one partial sum in <see cref="AddOuter"/>: bounds the packed panel to 64 KiB of floats.</summary>
    private const int OuterBlock = 256;

    /// <summary>Rows that share one packed panel before packing is worth its copy.</summary>
    private const int RowsThatRepayPacking = 8;

    /// <summary>C := C + scale·A·B.</summary>
    /// <param name="a">(r × k).</param>
    /// <param name="b">(k × c).</param>
    /// <param name="c">(r × c); it shares no memory with <paramref name="a"/> and <paramref name="b"/>.</param>
    /// <param name="scale">The factor of the product.</param>
    public static void Add<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported)
        {
            Add<T, Vector512<T>, Simd512<T>>(a, b, c, scale);
        }
        else if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported)
        {
            Add<T, Vector256<T>, Simd256<T>>(a, b, c, scale);
        }
        else if (Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported)
        {
            Add<T, Vector128<T>, Simd128<T>>(a, b, c, scale);
        }
        else
        {
            Add<T, T, SimdScalar<T>>(a, b, c, scale);
        }
    }

    /// <summary>The same for one register width; the tests call every width, whatever the machine has.</summary>
    internal static void Add<T, TVector, TSimd>(Matrix<T> a, Matrix<T> b, Matrix<T> c, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        if (c.IsEmpty || a.Columns == 0)
        {
            return;
        }

        bool rowsOfA = a.Columns == 1 || a.ColumnStride == 1;
        bool columnsOfB = b.Rows == 1 || b.RowStride == 1;
        bool rowsOfB = b.Columns == 1 || b.ColumnStride == 1;
        bool rowsOfC = c.Columns == 1 || c.ColumnStride == 1;
        bool columnsOfA = a.Rows == 1 || a.RowStride == 1;
        bool columnsOfC = c.Rows == 1 || c.RowStride == 1;

        if (rowsOfA && columnsOfB && a.Columns > 1)
        {
            AddDots<T, TVector, TSimd>(a, b, c, scale);
        }
        else if (rowsOfB && rowsOfC && (c.Columns > 1 || !(columnsOfA && columnsOfC)))
        {
            AddOuter<T, TVector, TSimd>(a, b, c, scale);
        }
        else if (columnsOfA && columnsOfC)
        {
            // Cᵀ := Cᵀ + scale·Bᵀ·Aᵀ, with the roles of rows and columns exchanged.
            AddOuter<T, TVector, TSimd>(b.Transpose(), a.Transpose(), c.Transpose(), scale);
        }
        else
        {
            AddDotsOfCopies<T, TVector, TSimd>(a, rowsOfA, b, columnsOfB, c, scale);
        }
    }

    /// <summary>The dot products for views that fit neither loop: what is not contiguous is copied to rented memory.</summary>
    private static void AddDotsOfCopies<T, TVector, TSimd>(Matrix<T> a, bool rowsOfA, Matrix<T> b, bool columnsOfB, Matrix<T> c, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        T[]? rowCopy = rowsOfA ? null : ArrayPool<T>.Shared.Rent(checked(a.Rows * a.Columns));
        T[]? columnCopy = columnsOfB ? null : ArrayPool<T>.Shared.Rent(checked(b.Rows * b.Columns));
        if (rowCopy is not null)
        {
            var rows = Matrix<T>.OfRows(rowCopy, 0, a.Rows, a.Columns);
            ElementWise.Copy(a, rows);
            a = rows;
        }

        if (columnCopy is not null)
        {
            var columns = Matrix<T>.OfColumns(columnCopy, b.Rows, b.Columns);
            ElementWise.Copy(b, columns);
            b = columns;
        }

        AddDots<T, TVector, TSimd>(a, b, c, scale);

        if (rowCopy is not null)
        {
            ArrayPool<T>.Shared.Return(rowCopy);
        }

        if (columnCopy is not null)
        {
            ArrayPool<T>.Shared.Return(columnCopy);
        }
    }

    /// <summary>y := y + A·x for a dense A, row after row, with the same bits as <see cref="Add{T}"/> gives for one column.</summary>
    public static void AddToVector<T>(ref T a, int rows, int columns, ref T x, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported)
        {
            AddToVector<T, Vector512<T>, Simd512<T>>(ref a, rows, columns, ref x, ref y);
        }
        else if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported)
        {
            AddToVector<T, Vector256<T>, Simd256<T>>(ref a, rows, columns, ref x, ref y);
        }
        else if (Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported)
        {
            AddToVector<T, Vector128<T>, Simd128<T>>(ref a, rows, columns, ref x, ref y);
        }
        else
        {
            AddToVector<T, T, SimdScalar<T>>(ref a, rows, columns, ref x, ref y);
        }
    }

    private static void AddToVector<T, TVector, TSimd>(ref T a, int rows, int columns, ref T x, ref T y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        for (int start = 0; start < columns; start += DotBlock)
        {
            int length = Math.Min(DotBlock, columns - start);
            ref T x0 = ref Unsafe.Add(ref x, start);
            int i = 0;
            for (; i + 4 <= rows; i += 4)
            {
                Dots4By1<T, TVector, TSimd>(ref Unsafe.Add(ref a, ((nint)i * columns) + start), columns, ref x0, length, ref Unsafe.Add(ref y, i), 1, T.One);
            }

            for (; i < rows; i++)
            {
                Dots1By1<T, TVector, TSimd>(ref Unsafe.Add(ref a, ((nint)i * columns) + start), ref x0, length, ref Unsafe.Add(ref y, i), T.One);
            }
        }
    }

    /// <summary>Rows of A and columns of B contiguous: every element of C is a dot product.</summary>
    private static void AddDots<T, TVector, TSimd>(Matrix<T> a, Matrix<T> b, Matrix<T> c, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        for (int start = 0; start < a.Columns; start += DotBlock)
        {
            int length = Math.Min(DotBlock, a.Columns - start);
            int j = 0;
            for (; j + 2 <= c.Columns; j += 2)
            {
                ref T b0 = ref b.At(start, j);
                ref T b1 = ref b.At(start, j + 1);
                int i = 0;
                for (; i + 4 <= c.Rows; i += 4)
                {
                    Dots4By2<T, TVector, TSimd>(ref a.At(i, start), a.RowStride, ref b0, ref b1, length, ref c.At(i, j), ref c.At(i, j + 1), c.RowStride, scale);
                }

                for (; i < c.Rows; i++)
                {
                    Dots1By1<T, TVector, TSimd>(ref a.At(i, start), ref b0, length, ref c.At(i, j), scale);
                    Dots1By1<T, TVector, TSimd>(ref a.At(i, start), ref b1, length, ref c.At(i, j + 1), scale);
                }
            }

            if (j < c.Columns)
            {
                ref T b0 = ref b.At(start, j);
                int i = 0;
                for (; i + 4 <= c.Rows; i += 4)
                {
                    Dots4By1<T, TVector, TSimd>(ref a.At(i, start), a.RowStride, ref b0, length, ref c.At(i, j), c.RowStride, scale);
                }

                for (; i < c.Rows; i++)
                {
                    Dots1By1<T, TVector, TSimd>(ref a.At(i, start), ref b0, length, ref c.At(i, j), scale);
                }
            }
        }
    }

    /// <summary>
    /// Four rows × two columns: eight sums, as many as two fused multiply-adds a cycle with a latency of four keep busy,
    /// for six loads.
    /// </summary>
    private static void Dots4By2<T, TVector, TSimd>(
        ref T a, nint aStride, ref T b0, ref T b1, int length, ref T c0, ref T c1, nint cStride, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref T a1 = ref Unsafe.Add(ref a, aStride);
        ref T a2 = ref Unsafe.Add(ref a1, aStride);
        ref T a3 = ref Unsafe.Add(ref a2, aStride);
        TVector s00 = TSimd.Zero, s10 = TSimd.Zero, s20 = TSimd.Zero, s30 = TSimd.Zero;
        TVector s01 = TSimd.Zero, s11 = TSimd.Zero, s21 = TSimd.Zero, s31 = TSimd.Zero;
        nint k = 0;
        for (; k <= length - TSimd.Width; k += TSimd.Width)
        {
            var x0 = TSimd.Load(ref b0, k);
            var x1 = TSimd.Load(ref b1, k);
            var w = TSimd.Load(ref a, k);
            s00 = TSimd.MultiplyAdd(w, x0, s00);
            s01 = TSimd.MultiplyAdd(w, x1, s01);
            w = TSimd.Load(ref a1, k);
            s10 = TSimd.MultiplyAdd(w, x0, s10);
            s11 = TSimd.MultiplyAdd(w, x1, s11);
            w = TSimd.Load(ref a2, k);
            s20 = TSimd.MultiplyAdd(w, x0, s20);
            s21 = TSimd.MultiplyAdd(w, x1, s21);
            w = TSimd.Load(ref a3, k);
            s30 = TSimd.MultiplyAdd(w, x0, s30);
            s31 = TSimd.MultiplyAdd(w, x1, s31);
        }

        Finish<T, TVector, TSimd>(s00, ref a, ref b0, k, length, ref c0, scale);
        Finish<T, TVector, TSimd>(s10, ref a1, ref b0, k, length, ref Unsafe.Add(ref c0, cStride), scale);
        Finish<T, TVector, TSimd>(s20, ref a2, ref b0, k, length, ref Unsafe.Add(ref c0, 2 * cStride), scale);
        Finish<T, TVector, TSimd>(s30, ref a3, ref b0, k, length, ref Unsafe.Add(ref c0, 3 * cStride), scale);
        Finish<T, TVector, TSimd>(s01, ref a, ref b1, k, length, ref c1, scale);
        Finish<T, TVector, TSimd>(s11, ref a1, ref b1, k, length, ref Unsafe.Add(ref c1, cStride), scale);
        Finish<T, TVector, TSimd>(s21, ref a2, ref b1, k, length, ref Unsafe.Add(ref c1, 2 * cStride), scale);
        Finish<T, TVector, TSimd>(s31, ref a3, ref b1, k, length, ref Unsafe.Add(ref c1, 3 * cStride), scale);
    }

    /// <summary>Four rows × one column, for a last odd column and for one example alone.</summary>
    private static void Dots4By1<T, TVector, TSimd>(ref T a, nint aStride, ref T b, int length, ref T c, nint cStride, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref T a1 = ref Unsafe.Add(ref a, aStride);
        ref T a2 = ref Unsafe.Add(ref a1, aStride);
        ref T a3 = ref Unsafe.Add(ref a2, aStride);
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
        nint k = 0;
        for (; k <= length - TSimd.Width; k += TSimd.Width)
        {
            var x = TSimd.Load(ref b, k);
            s0 = TSimd.MultiplyAdd(TSimd.Load(ref a, k), x, s0);
            s1 = TSimd.MultiplyAdd(TSimd.Load(ref a1, k), x, s1);
            s2 = TSimd.MultiplyAdd(TSimd.Load(ref a2, k), x, s2);
            s3 = TSimd.MultiplyAdd(TSimd.Load(ref a3, k), x, s3);
        }

        Finish<T, TVector, TSimd>(s0, ref a, ref b, k, length, ref c, scale);
        Finish<T, TVector, TSimd>(s1, ref a1, ref b, k, length, ref Unsafe.Add(ref c, cStride), scale);
        Finish<T, TVector, TSimd>(s2, ref a2, ref b, k, length, ref Unsafe.Add(ref c, 2 * cStride), scale);
        Finish<T, TVector, TSimd>(s3, ref a3, ref b, k, length, ref Unsafe.Add(ref c, 3 * cStride), scale);
    }

    /// <summary>One row × one column, for what the larger blocks leave.</summary>
    private static void Dots1By1<T, TVector, TSimd>(ref T a, ref T b, int length, ref T c, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var sum = TSimd.Zero;
        nint k = 0;
        for (; k <= length - TSimd.Width; k += TSimd.Width)
        {
            sum = TSimd.MultiplyAdd(TSimd.Load(ref a, k), TSimd.Load(ref b, k), sum);
        }

        Finish<T, TVector, TSimd>(sum, ref a, ref b, k, length, ref c, scale);
    }

    /// <summary>Adds the places of a register and the products that do not fill one, then c := c + scale·sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<T, TVector, TSimd>(TVector partial, ref T a, ref T b, nint k, int length, ref T c, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var sum = TSimd.Sum(partial);
        for (; k < length; k++)
        {
            sum += Unsafe.Add(ref a, k) * Unsafe.Add(ref b, k);
        }

        c += scale * sum;
    }

    /// <summary>Rows of B and of C contiguous: every row of C gains a weighted sum of the rows of B.</summary>
    private static void AddOuter<T, TVector, TSimd>(Matrix<T> a, Matrix<T> b, Matrix<T> c, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        // Rows of B may lie a multiple of 4,096 bytes apart (12,288 floats do): the lines of one panel then fall into
        // the same few sets of the cache and push each other out. Copied side by side they stay while all rows of C use them.
        int panelWidth = 4 * TSimd.Width * 2;
        bool pack = c.Rows >= RowsThatRepayPacking && b.Rows > 1 && c.Columns >= panelWidth;
        T[]? rented = pack ? ArrayPool<T>.Shared.Rent(OuterBlock * panelWidth) : null;

        for (int start = 0; start < a.Columns; start += OuterBlock)
        {
            int length = Math.Min(OuterBlock, a.Columns - start);
            int j = 0;
            if (rented is not null)
            {
                ref T panel = ref MemoryMarshal.GetArrayDataReference(rented);
                for (; j + panelWidth <= c.Columns; j += panelWidth)
                {
                    for (int k = 0; k < length; k++)
                    {
                        ref T source = ref b.At(start + k, j);
                        ref T destination = ref Unsafe.Add(ref panel, (nint)k * panelWidth);
                        for (nint p = 0; p < panelWidth; p += TSimd.Width)
                        {
                            TSimd.Store(TSimd.Load(ref source, p), ref destination, p);
                        }
                    }

                    for (int p = 0; p < panelWidth; p += 2 * TSimd.Width)
                    {
                        OuterRows<T, TVector, TSimd>(a, start, length, ref Unsafe.Add(ref panel, p), panelWidth, c, j + p, scale);
                    }
                }
            }

            for (; j + (2 * TSimd.Width) <= c.Columns; j += 2 * TSimd.Width)
            {
                OuterRows<T, TVector, TSimd>(a, start, length, ref b.At(start, j), b.RowStride, c, j, scale);
            }

            for (; j + TSimd.Width <= c.Columns; j += TSimd.Width)
            {
                for (int i = 0; i < c.Rows; i++)
                {
                    Outer1By1<T, TVector, TSimd>(ref a.At(i, start), a.ColumnStride, ref b.At(start, j), b.RowStride, length, ref c.At(i, j), scale);
                }
            }

            for (; j < c.Columns; j++)
            {
                for (int i = 0; i < c.Rows; i++)
                {
                    Outer1By1<T, T, SimdScalar<T>>(ref a.At(i, start), a.ColumnStride, ref b.At(start, j), b.RowStride, length, ref c.At(i, j), scale);
                }
            }
        }

        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    private static void OuterRows<T, TVector, TSimd>(Matrix<T> a, int start, int length, ref T b, nint bStride, Matrix<T> c, int column, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        int i = 0;
        for (; i + 4 <= c.Rows; i += 4)
        {
            Outer4By2<T, TVector, TSimd>(ref a.At(i, start), a.RowStride, a.ColumnStride, ref b, bStride, length, ref c.At(i, column), c.RowStride, scale);
        }

        for (; i < c.Rows; i++)
        {
            ref T weights = ref a.At(i, start);
            ref T row = ref c.At(i, column);
            Outer1By1<T, TVector, TSimd>(ref weights, a.ColumnStride, ref b, bStride, length, ref row, scale);
            Outer1By1<T, TVector, TSimd>(ref weights, a.ColumnStride, ref Unsafe.Add(ref b, TSimd.Width), bStride, length, ref Unsafe.Add(ref row, TSimd.Width), scale);
        }
    }

    /// <summary>Four rows × two registers: eight sums in registers while the rows of B stream past; C is touched once.</summary>
    private static void Outer4By2<T, TVector, TSimd>(
        ref T a, nint aRowStride, nint aStride, ref T b, nint bStride, int length, ref T c, nint cRowStride, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref T a1 = ref Unsafe.Add(ref a, aRowStride);
        ref T a2 = ref Unsafe.Add(ref a1, aRowStride);
        ref T a3 = ref Unsafe.Add(ref a2, aRowStride);
        TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s10 = TSimd.Zero, s11 = TSimd.Zero;
        TVector s20 = TSimd.Zero, s21 = TSimd.Zero, s30 = TSimd.Zero, s31 = TSimd.Zero;
        nint ak = 0, bk = 0;
        for (int k = 0; k < length; k++)
        {
            var x0 = TSimd.Load(ref b, bk);
            var x1 = TSimd.Load(ref b, bk + TSimd.Width);
            var w = TSimd.Broadcast(Unsafe.Add(ref a, ak));
            s00 = TSimd.MultiplyAdd(w, x0, s00);
            s01 = TSimd.MultiplyAdd(w, x1, s01);
            w = TSimd.Broadcast(Unsafe.Add(ref a1, ak));
            s10 = TSimd.MultiplyAdd(w, x0, s10);
            s11 = TSimd.MultiplyAdd(w, x1, s11);
            w = TSimd.Broadcast(Unsafe.Add(ref a2, ak));
            s20 = TSimd.MultiplyAdd(w, x0, s20);
            s21 = TSimd.MultiplyAdd(w, x1, s21);
            w = TSimd.Broadcast(Unsafe.Add(ref a3, ak));
            s30 = TSimd.MultiplyAdd(w, x0, s30);
            s31 = TSimd.MultiplyAdd(w, x1, s31);
            ak += aStride;
            bk += bStride;
        }

        AddTo<T, TVector, TSimd>(ref c, s00, s01, scale);
        AddTo<T, TVector, TSimd>(ref Unsafe.Add(ref c, cRowStride), s10, s11, scale);
        AddTo<T, TVector, TSimd>(ref Unsafe.Add(ref c, 2 * cRowStride), s20, s21, scale);
        AddTo<T, TVector, TSimd>(ref Unsafe.Add(ref c, 3 * cRowStride), s30, s31, scale);
    }

    /// <summary>One row × one register, for what the larger blocks leave.</summary>
    private static void Outer1By1<T, TVector, TSimd>(ref T a, nint aStride, ref T b, nint bStride, int length, ref T c, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var sum = TSimd.Zero;
        nint ak = 0, bk = 0;
        for (int k = 0; k < length; k++)
        {
            sum = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref a, ak)), TSimd.Load(ref b, bk), sum);
            ak += aStride;
            bk += bStride;
        }

        TSimd.Store(TSimd.MultiplyAdd(TSimd.Broadcast(scale), sum, TSimd.Load(ref c, 0)), ref c, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<T, TVector, TSimd>(ref T c, TVector sum0, TVector sum1, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var factor = TSimd.Broadcast(scale);
        TSimd.Store(TSimd.MultiplyAdd(factor, sum0, TSimd.Load(ref c, 0)), ref c, 0);
        TSimd.Store(TSimd.MultiplyAdd(factor, sum1, TSimd.Load(ref c, TSimd.Width)), ref c, TSimd.Width);
    }
}
