using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnnGen.Kernels;

/// <summary>
/// C := C + scale·A·B where the rows of C are contiguous: the registers run along the rows of B and C, and every number
/// of A is broadcast. This serves the gradients dZ·Aᵀ and Wᵀ·dZ, small layers, and any product of large matrices.
/// </summary>
/// <remarks>
/// A block of 6 rows × 2 registers keeps 12 sums (with 2 registers of B and 1 of A: 15 of 16) and takes 8 loads for 12
/// multiply-adds; out of the first-level cache it reaches 95 % of the multiply-adds of the machine, a block of 4 × 2 85 to
/// 90 %. Around it the usual blocking: B and A are copied into the order in which the block reads them, where their own
/// places are too far apart (pages, sets of the cache) or not contiguous, and where enough rows or columns share the copy.
/// Every element is summed one product after another, in an order that depends on the length of the sum alone.
/// </remarks>
internal static class OuterProducts<T, TVector, TSimd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>Length of one partial sum: two registers of B as long fill half of a first-level cache.</summary>
    public const int SumBlock = 256;

    /// <summary>Rows of A that are copied together: 96 KiB of floats.</summary>
    private const int RowBlock = 96;

    /// <summary>Columns of B that are copied together: 512 KiB of floats, in the second-level cache.</summary>
    private const int ColumnBlock = 512;

    /// <summary>Rows that share a copy of B before it repays itself.</summary>
    private const int RowsThatRepayCopying = 12;

    /// <summary>Rows of B farther apart than this, in bytes, do not stay together in the cache.</summary>
    public const int FarApart = 1024;

    /// <summary>The columns of one tile: two registers.</summary>
    private static int Tile => 2 * TSimd.Width;

    /// <summary>Adds the product.</summary>
    public static void Add(Matrix<T> a, Matrix<T> b, Matrix<T> c, T scale)
    {
        int size = Unsafe.SizeOf<T>();
        bool copyB = !(b.ColumnStride == 1 || b.Columns == 1)
            || (c.Rows >= RowsThatRepayCopying && a.Columns >= 8 && (long)b.RowStride * size >= FarApart);
        bool copyA = a.ColumnStride != 1 && (long)a.ColumnStride * size >= 64 && a.Columns >= 16 && c.Columns >= 4 * Tile;
        int depth = Math.Min(SumBlock, a.Columns);
        int remainder = c.Columns % Tile;

        // Without copies of B only the last tile, which is filled up with zeros, needs a place.
        int panelColumns = copyB ? Math.Min(ColumnBlock, c.Columns + Tile - 1) / Tile * Tile : remainder > 0 ? Tile : 0;
        int panelLength = depth * panelColumns;
        int rowsLength = copyA ? depth * (Math.Min(RowBlock, a.Rows) + 6) : 0;
        ref T panel = ref panelLength + rowsLength > 0 ? ref Scratch<T>.Take(panelLength + rowsLength) : ref Unsafe.NullRef<T>();
        ref T rows = ref Unsafe.Add(ref panel, panelLength);
        Span<T> edge = remainder > 0 ? stackalloc T[6 * Tile] : default;

        for (int j = 0; j < c.Columns; j += ColumnBlock)
        {
            int columns = Math.Min(ColumnBlock, c.Columns - j);
            for (int k = 0; k < a.Columns; k += SumBlock)
            {
                int length = Math.Min(SumBlock, a.Columns - k);
                int copied = copyB ? 0 : columns / Tile * Tile;
                for (int p = copied; p < columns; p += Tile)
                {
                    CopyTile(b, k, length, j + p, Math.Min(Tile, columns - p), ref Unsafe.Add(ref panel, (nint)(p - copied) * length));
                }

                for (int i = 0; i < c.Rows; i += RowBlock)
                {
                    int block = Math.Min(RowBlock, c.Rows - i);
                    if (copyA)
                    {
                        CopyRows(a, i, block, k, length, ref rows);
                    }

                    for (int p = 0; p < columns; p += Tile)
                    {
                        bool own = p < copied;
                        ref T tile = ref own ? ref b.At(k, j + p) : ref Unsafe.Add(ref panel, (nint)(p - copied) * length);
                        nint tileStride = own ? b.RowStride : Tile;
                        AddTile(a, i, block, k, length, copyA, ref rows, ref tile, tileStride, c, j + p, Math.Min(Tile, columns - p), edge, scale);
                    }
                }
            }
        }
    }

    /// <summary>How many of the remaining rows the next block takes: six, or four where that leaves fewer of them empty.</summary>
    private static int BlockRows(int remaining) => remaining is > 8 or 6 or 5 ? 6 : 4;

    /// <summary>Copies a tile of B, row after row; columns that it does not have are zero.</summary>
    private static void CopyTile(Matrix<T> b, int start, int length, int column, int columns, ref T tile)
    {
        if (columns == Tile && b.ColumnStride == 1)
        {
            for (int k = 0; k < length; k++)
            {
                ref T source = ref b.At(start + k, column);
                TSimd.Store(TSimd.Load(ref source, 0), ref tile, (nint)k * Tile);
                TSimd.Store(TSimd.Load(ref source, TSimd.Width), ref tile, ((nint)k * Tile) + TSimd.Width);
            }

            return;
        }

        ref T first = ref b.At(start, column);
        nint rowStride = b.RowStride, columnStride = b.ColumnStride;
        if (columns < Tile)
        {
            MemoryMarshal.CreateSpan(ref tile, length * Tile).Clear();
        }

        int done = rowStride == 1 ? Transposition.Copy(ref first, columnStride, columns, ref tile, Tile, length) : 0;
        for (nint p = done; p < columns; p++)
        {
            ref T source = ref Unsafe.Add(ref first, p * columnStride);
            for (nint k = 0; k < length; k++)
            {
                Unsafe.Add(ref tile, (k * Tile) + p) = Unsafe.Add(ref source, k * rowStride);
            }
        }
    }

    /// <summary>Copies rows of A in groups as the blocks take them, the numbers of one column of A side by side.</summary>
    private static void CopyRows(Matrix<T> a, int firstRow, int rows, int start, int length, ref T copy)
    {
        for (int i = 0; i < rows;)
        {
            int group = BlockRows(rows - i);
            ref T source = ref a.At(firstRow + i, start);
            ref T target = ref Unsafe.Add(ref copy, (nint)i * length);
            int here = Math.Min(group, rows - i);
            nint rowStride = a.RowStride, columnStride = a.ColumnStride;
            if (rowStride == 1 && here == 6)
            {
                // As one stretch of a constant size, which the JIT copies in registers.
                for (nint k = 0; k < length; k++)
                {
                    Unsafe.As<T, SixNumbers>(ref Unsafe.Add(ref target, k * 6)) = Unsafe.As<T, SixNumbers>(ref Unsafe.Add(ref source, k * columnStride));
                }

                i += group;
                continue;
            }

            for (nint k = 0; k < length; k++)
            {
                for (nint r = 0; r < here; r++)
                {
                    Unsafe.Add(ref target, (k * group) + r) = Unsafe.Add(ref source, (k * columnStride) + (r * rowStride));
                }
            }

            i += group;
        }
    }

    /// <summary>All rows of a block of A with one tile of B.</summary>
    private static void AddTile(
        Matrix<T> a, int firstRow, int rows, int start, int length, bool copied, ref T copiedRows, ref T tile, nint tileStride, Matrix<T> c, int column, int columns, Span<T> edge, T scale)
    {
        for (int i = 0; i < rows;)
        {
            int group = BlockRows(rows - i);
            int here = Math.Min(group, rows - i);
            ref T source = ref copied ? ref Unsafe.Add(ref copiedRows, (nint)i * length) : ref a.At(firstRow + i, start);
            nint rowStride = copied ? 1 : a.RowStride;
            nint columnStride = copied ? group : a.ColumnStride;
            ref T target = ref c.At(firstRow + i, column);
            nint targetStride = c.RowStride;
            bool whole = columns == Tile;
            if (!whole)
            {
                // The block adds to a copy of what is there of C, so that its sums have the bits they have elsewhere.
                for (int r = 0; r < here; r++)
                {
                    MemoryMarshal.CreateSpan(ref Unsafe.Add(ref target, r * targetStride), columns).CopyTo(edge[(r * Tile)..]);
                }

                target = ref MemoryMarshal.GetReference(edge);
                targetStride = Tile;
            }

            if (group == 6)
            {
                SixRows(ref source, rowStride, columnStride, here, ref tile, tileStride, length, ref target, targetStride, scale);
            }
            else
            {
                FourRows(ref source, rowStride, columnStride, here, ref tile, tileStride, length, ref target, targetStride, scale);
            }

            if (!whole)
            {
                for (int r = 0; r < here; r++)
                {
                    edge.Slice(r * Tile, columns).CopyTo(MemoryMarshal.CreateSpan(ref c.At(firstRow + i + r, column), columns));
                }
            }

            i += group;
        }
    }

    // In both blocks, rows beyond the edge repeat the last one, and their sums are thrown away.
    private static void SixRows(
        ref T a, nint rowStride, nint aStride, int rows, ref T b, nint bStride, int length, ref T c, nint cStride, T scale)
    {
        ref T a1 = ref Unsafe.Add(ref a, rows > 1 ? rowStride : 0);
        ref T a2 = ref Unsafe.Add(ref a1, rows > 2 ? rowStride : 0);
        ref T a3 = ref Unsafe.Add(ref a2, rows > 3 ? rowStride : 0);
        ref T a4 = ref Unsafe.Add(ref a3, rows > 4 ? rowStride : 0);
        ref T a5 = ref Unsafe.Add(ref a4, rows > 5 ? rowStride : 0);
        TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s10 = TSimd.Zero, s11 = TSimd.Zero;
        TVector s20 = TSimd.Zero, s21 = TSimd.Zero, s30 = TSimd.Zero, s31 = TSimd.Zero;
        TVector s40 = TSimd.Zero, s41 = TSimd.Zero, s50 = TSimd.Zero, s51 = TSimd.Zero;
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
            w = TSimd.Broadcast(Unsafe.Add(ref a4, ak));
            s40 = TSimd.MultiplyAdd(w, x0, s40);
            s41 = TSimd.MultiplyAdd(w, x1, s41);
            w = TSimd.Broadcast(Unsafe.Add(ref a5, ak));
            s50 = TSimd.MultiplyAdd(w, x0, s50);
            s51 = TSimd.MultiplyAdd(w, x1, s51);
            ak += aStride;
            bk += bStride;
        }

        AddTo(ref c, s00, s01, scale);
        if (rows > 1)
        {
            AddTo(ref Unsafe.Add(ref c, cStride), s10, s11, scale);
        }

        if (rows > 2)
        {
            AddTo(ref Unsafe.Add(ref c, 2 * cStride), s20, s21, scale);
        }

        if (rows > 3)
        {
            AddTo(ref Unsafe.Add(ref c, 3 * cStride), s30, s31, scale);
        }

        if (rows > 4)
        {
            AddTo(ref Unsafe.Add(ref c, 4 * cStride), s40, s41, scale);
        }

        if (rows > 5)
        {
            AddTo(ref Unsafe.Add(ref c, 5 * cStride), s50, s51, scale);
        }
    }

    private static void FourRows(
        ref T a, nint rowStride, nint aStride, int rows, ref T b, nint bStride, int length, ref T c, nint cStride, T scale)
    {
        ref T a1 = ref Unsafe.Add(ref a, rows > 1 ? rowStride : 0);
        ref T a2 = ref Unsafe.Add(ref a1, rows > 2 ? rowStride : 0);
        ref T a3 = ref Unsafe.Add(ref a2, rows > 3 ? rowStride : 0);
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

        AddTo(ref c, s00, s01, scale);
        if (rows > 1)
        {
            AddTo(ref Unsafe.Add(ref c, cStride), s10, s11, scale);
        }

        if (rows > 2)
        {
            AddTo(ref Unsafe.Add(ref c, 2 * cStride), s20, s21, scale);
        }

        if (rows > 3)
        {
            AddTo(ref Unsafe.Add(ref c, 3 * cStride), s30, s31, scale);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref T c, TVector sum0, TVector sum1, T scale)
    {
        var factor = TSimd.Broadcast(scale);
        TSimd.Store(TSimd.MultiplyAdd(factor, sum0, TSimd.Load(ref c, 0)), ref c, 0);
        TSimd.Store(TSimd.MultiplyAdd(factor, sum1, TSimd.Load(ref c, TSimd.Width)), ref c, TSimd.Width);
    }

    [InlineArray(6)]
    private struct SixNumbers
    {
        private T first;
    }
}
