using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnnGen.Kernels;

/// <summary>
/// C := C + A·B for a few rows of A and C at a time and a B that is used again and again: it is copied once into panels of
/// two registers' width, which then stream through. A recurrence takes it once for every time step.
/// </summary>
/// <remarks>Each row is computed alone, in the order of k: it has the same bits beside any others.</remarks>
internal static class PanelProducts<T, TVector, TSimd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>The most rows of one call.</summary>
    public const int MostRows = 8;

    private static int Panel => 2 * TSimd.Width;

    /// <summary>The numbers of a copied B, and of the rows that are not as wide as a panel.</summary>
    public static int Length(int depth, int columns) => checked((((columns + Panel - 1) / Panel * depth) + MostRows) * Panel);

    /// <summary>Copies B, (k × n), panel after panel, with zeros beyond its last column.</summary>
    public static void Pack(Matrix<T> b, ref T panels)
    {
        for (int first = 0; first < b.Columns; first += Panel)
        {
            int width = Math.Min(Panel, b.Columns - first);
            for (int k = 0; k < b.Rows; k++)
            {
                ref T source = ref b.At(k, first);
                nint stride = b.ColumnStride;
                for (nint j = 0; j < width; j++)
                {
                    Unsafe.Add(ref panels, j) = Unsafe.Add(ref source, j * stride);
                }

                for (int j = width; j < Panel; j++)
                {
                    Unsafe.Add(ref panels, j) = T.Zero;
                }

                panels = ref Unsafe.Add(ref panels, Panel);
            }
        }
    }

    /// <summary>C := C + A·B.</summary>
    /// <param name="panels">B as <see cref="Pack"/> has left it.</param>
    /// <param name="depth">k: the columns of A.</param>
    /// <param name="columns">n: the columns of C.</param>
    /// <param name="a">The first number of A, each row contiguous.</param>
    /// <param name="aStride">The distance of its rows.</param>
    /// <param name="rows">The rows of A and C, at most <see cref="MostRows"/>.</param>
    /// <param name="c">The first number of C, each row contiguous.</param>
    /// <param name="cStride">The distance of its rows.</param>
    public static void Add(ref T panels, int depth, int columns, ref T a, nint aStride, int rows, ref T c, nint cStride)
    {
        ref T panel = ref panels;
        int j = 0;
        for (; j <= columns - Panel; j += Panel)
        {
            AddPanel(ref panel, depth, ref a, aStride, rows, ref Unsafe.Add(ref c, j), cStride);
            panel = ref Unsafe.Add(ref panel, depth * Panel);
        }

        if (j < columns)
        {
            // What is narrower than a panel is summed in memory of its own, which lies behind the panels.
            int rest = columns - j;
            ref T wide = ref Unsafe.Add(ref panel, depth * Panel);
            MemoryMarshal.CreateSpan(ref wide, rows * Panel).Clear();
            AddPanel(ref panel, depth, ref a, aStride, rows, ref wide, Panel);
            for (int r = 0; r < rows; r++)
            {
                ref T row = ref Unsafe.Add(ref c, (r * cStride) + j);
                for (int i = 0; i < rest; i++)
                {
                    Unsafe.Add(ref row, i) += Unsafe.Add(ref wide, (r * Panel) + i);
                }
            }
        }
    }

    private static void AddPanel(ref T panel, int depth, ref T a, nint aStride, int rows, ref T c, nint cStride)
    {
        if (rows > 4 && TSimd.HasManyRegisters)
        {
            EightRows(ref panel, depth, ref a, aStride, rows, ref c, cStride);
            return;
        }

        FourRows(ref panel, depth, ref a, aStride, Math.Min(rows, 4), ref c, cStride);
        if (rows > 4)
        {
            FourRows(ref panel, depth, ref Unsafe.Add(ref a, 4 * aStride), aStride, rows - 4, ref Unsafe.Add(ref c, 4 * cStride), cStride);
        }
    }

    /// <summary>Rows beyond the last repeat it, and their sums are thrown away.</summary>
    private static void EightRows(ref T panel, int depth, ref T a, nint aStride, int rows, ref T c, nint cStride)
    {
        ref T a1 = ref Unsafe.Add(ref a, aStride);
        ref T a2 = ref Unsafe.Add(ref a1, aStride);
        ref T a3 = ref Unsafe.Add(ref a2, aStride);
        ref T a4 = ref Unsafe.Add(ref a3, aStride);
        ref T a5 = ref Unsafe.Add(ref a4, rows > 5 ? aStride : 0);
        ref T a6 = ref Unsafe.Add(ref a5, rows > 6 ? aStride : 0);
        ref T a7 = ref Unsafe.Add(ref a6, rows > 7 ? aStride : 0);
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero, s4 = TSimd.Zero, s5 = TSimd.Zero, s6 = TSimd.Zero, s7 = TSimd.Zero;
        TVector t0 = TSimd.Zero, t1 = TSimd.Zero, t2 = TSimd.Zero, t3 = TSimd.Zero, t4 = TSimd.Zero, t5 = TSimd.Zero, t6 = TSimd.Zero, t7 = TSimd.Zero;
        ref T b = ref panel;
        for (nint k = 0; k < depth; k++)
        {
            var low = TSimd.Load(ref b, 0);
            var high = TSimd.Load(ref b, TSimd.Width);
            b = ref Unsafe.Add(ref b, Panel);
            var x = TSimd.Broadcast(Unsafe.Add(ref a, k));
            s0 = TSimd.MultiplyAdd(x, low, s0);
            t0 = TSimd.MultiplyAdd(x, high, t0);
            x = TSimd.Broadcast(Unsafe.Add(ref a1, k));
            s1 = TSimd.MultiplyAdd(x, low, s1);
            t1 = TSimd.MultiplyAdd(x, high, t1);
            x = TSimd.Broadcast(Unsafe.Add(ref a2, k));
            s2 = TSimd.MultiplyAdd(x, low, s2);
            t2 = TSimd.MultiplyAdd(x, high, t2);
            x = TSimd.Broadcast(Unsafe.Add(ref a3, k));
            s3 = TSimd.MultiplyAdd(x, low, s3);
            t3 = TSimd.MultiplyAdd(x, high, t3);
            x = TSimd.Broadcast(Unsafe.Add(ref a4, k));
            s4 = TSimd.MultiplyAdd(x, low, s4);
            t4 = TSimd.MultiplyAdd(x, high, t4);
            x = TSimd.Broadcast(Unsafe.Add(ref a5, k));
            s5 = TSimd.MultiplyAdd(x, low, s5);
            t5 = TSimd.MultiplyAdd(x, high, t5);
            x = TSimd.Broadcast(Unsafe.Add(ref a6, k));
            s6 = TSimd.MultiplyAdd(x, low, s6);
            t6 = TSimd.MultiplyAdd(x, high, t6);
            x = TSimd.Broadcast(Unsafe.Add(ref a7, k));
            s7 = TSimd.MultiplyAdd(x, low, s7);
            t7 = TSimd.MultiplyAdd(x, high, t7);
        }

        AddRow(ref c, s0, t0);
        AddRow(ref Unsafe.Add(ref c, cStride), s1, t1);
        AddRow(ref Unsafe.Add(ref c, 2 * cStride), s2, t2);
        AddRow(ref Unsafe.Add(ref c, 3 * cStride), s3, t3);
        AddRow(ref Unsafe.Add(ref c, 4 * cStride), s4, t4);
        if (rows > 5)
        {
            AddRow(ref Unsafe.Add(ref c, 5 * cStride), s5, t5);
        }

        if (rows > 6)
        {
            AddRow(ref Unsafe.Add(ref c, 6 * cStride), s6, t6);
        }

        if (rows > 7)
        {
            AddRow(ref Unsafe.Add(ref c, 7 * cStride), s7, t7);
        }
    }

    private static void FourRows(ref T panel, int depth, ref T a, nint aStride, int rows, ref T c, nint cStride)
    {
        ref T a1 = ref Unsafe.Add(ref a, rows > 1 ? aStride : 0);
        ref T a2 = ref Unsafe.Add(ref a1, rows > 2 ? aStride : 0);
        ref T a3 = ref Unsafe.Add(ref a2, rows > 3 ? aStride : 0);
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
        TVector t0 = TSimd.Zero, t1 = TSimd.Zero, t2 = TSimd.Zero, t3 = TSimd.Zero;
        ref T b = ref panel;
        for (nint k = 0; k < depth; k++)
        {
            var low = TSimd.Load(ref b, 0);
            var high = TSimd.Load(ref b, TSimd.Width);
            b = ref Unsafe.Add(ref b, Panel);
            var x = TSimd.Broadcast(Unsafe.Add(ref a, k));
            s0 = TSimd.MultiplyAdd(x, low, s0);
            t0 = TSimd.MultiplyAdd(x, high, t0);
            x = TSimd.Broadcast(Unsafe.Add(ref a1, k));
            s1 = TSimd.MultiplyAdd(x, low, s1);
            t1 = TSimd.MultiplyAdd(x, high, t1);
            x = TSimd.Broadcast(Unsafe.Add(ref a2, k));
            s2 = TSimd.MultiplyAdd(x, low, s2);
            t2 = TSimd.MultiplyAdd(x, high, t2);
            x = TSimd.Broadcast(Unsafe.Add(ref a3, k));
            s3 = TSimd.MultiplyAdd(x, low, s3);
            t3 = TSimd.MultiplyAdd(x, high, t3);
        }

        AddRow(ref c, s0, t0);
        if (rows > 1)
        {
            AddRow(ref Unsafe.Add(ref c, cStride), s1, t1);
        }

        if (rows > 2)
        {
            AddRow(ref Unsafe.Add(ref c, 2 * cStride), s2, t2);
        }

        if (rows > 3)
        {
            AddRow(ref Unsafe.Add(ref c, 3 * cStride), s3, t3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ref T c, TVector low, TVector high)
    {
        TSimd.Store(TSimd.Add(TSimd.Load(ref c, 0), low), ref c, 0);
        TSimd.Store(TSimd.Add(TSimd.Load(ref c, TSimd.Width), high), ref c, TSimd.Width);
    }
}
