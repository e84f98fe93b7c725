using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using DnnGen.Threading;

namespace DnnGen.Kernels;

/// <summary>
/// C := C + scale·A·B over strided views. Four families of loops do all the work: <see cref="DotProducts{T, TVector, TSimd}"/>
/// where rows of A and columns of B are contiguous and long, <see cref="NarrowProducts{T, TVector, TSimd}"/> where C is no
/// wider than a register, <see cref="StreamedProducts{T, TVector, TSimd}"/> where B is much larger than A and C, and
/// <see cref="OuterProducts{T, TVector, TSimd}"/> everywhere else.
/// </summary>
/// <remarks>
/// Every element of C is summed in an order that follows from the length of the sum, the register width and the family,
/// never from the block or the thread that computes it: results do not depend on the number of threads, and one example
/// among many that lie in memory as it does has the same bits wherever it stands.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>
    /// The shortest sum for which <see cref="DotProducts{T, TVector, TSimd}"/> repays the summing up of its registers. The
    /// plan of a network lays out the layers of fewer units for the other family.
    /// </summary>
    private const int ShortestDots = 65;

    /// <summary>From so many rows and columns on, copies of A and B repay themselves, and the other family's blocks are faster.</summary>
    private const int BothSidesLong = 32;

    /// <summary>Steps of a sequence from which on the copies repay themselves.</summary>
    internal const int FewSteps = BothSidesLong;

    /// <summary>Rows that repay the copy which <see cref="NarrowProducts{T, TVector, TSimd}"/> makes of B.</summary>
    private const int RowsThatRepayNarrow = 16;

    /// <summary>Rows of A and columns of A from which the sums of <see cref="StreamedProducts{T, TVector, TSimd}"/> are worth their memory.</summary>
    private const int FewestStreamedRows = 8;

    /// <summary>The widest register of the machine: 512, 256 or 128 bits, or 0 where there is none.</summary>
    internal static int Widest =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

    /// <summary>C := C + scale·A·B, by as many threads as the work is worth.</summary>
    /// <param name="a">(r × k).</param>
    /// <param name="b">(k × c).</param>
    /// <param name="c">(r × c); it shares no memory with <paramref name="a"/> and <paramref name="b"/>.</param>
    /// <param name="scale">The factor of the product.</param>
    public static void Add<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, T scale)
        where T : unmanaged, IFloatingPointIeee754<T> => Add(a, b, c, scale, Widest);

    /// <summary>The same by the calling thread alone, where the work around it is divided.</summary>
    public static void AddAlone<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, T scale)
        where T : unmanaged, IFloatingPointIeee754<T> => Add(a, b, c, scale, Widest, isAlone: true);

    /// <summary>
    /// Z := Z + W·X, the forward product of a layer. The family of loops, and with it the order of every sum, does not
    /// depend on the number of examples: an example has the same bits in any batch, where each example is contiguous.
    /// </summary>
    /// <param name="w">W, (n × n_prev), each row contiguous, or each column where it is transposed.</param>
    /// <param name="x">X, (n_prev × m).</param>
    /// <param name="z">Z, (n × m).</param>
    public static void AddForward<T>(Matrix<T> w, Matrix<T> x, Matrix<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (w.ColumnStride != 1 && z.RowStride == 1 && !z.IsEmpty)
        {
            Divide(new ProductWork<T>(Family.Outer, x.Transpose(), w.Transpose(), z.Transpose(), T.One, WidthFor<T>(Widest, w.Rows)));
        }
        else if (w.ColumnStride == 1 && x.RowStride == 1 && w.Columns >= ShortestDots && !z.IsEmpty)
        {
            Divide(new ProductWork<T>(Family.Dots, w, x, z, T.One, WidthFor<T>(Widest, w.Columns)));
        }
        else
        {
            Add(w, x, z, T.One, Widest);
        }
    }

    /// <summary>
    /// Z := Z + W·X for steps of sequences, by the calling thread alone. The family does not depend on the number of columns:
    /// a step has the same bits among any others.
    /// </summary>
    /// <param name="w">W, (n × n_prev), each row contiguous, or each column where it is transposed.</param>
    /// <param name="x">X, (n_prev × steps).</param>
    /// <param name="z">Z, (n × steps), each step contiguous.</param>
    /// <param name="isShort">Whether the sequences are too short for copies of W to repay themselves.</param>
    public static void AddSteps<T>(Matrix<T> w, Matrix<T> x, Matrix<T> z, bool isShort)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = w.ColumnStride == 1 && x.RowStride == 1 && w.Columns >= ShortestDots && (isShort || w.Rows < BothSidesLong)
            ? new ProductWork<T>(Family.Dots, w, x, z, T.One, WidthFor<T>(Widest, w.Columns))
            : new ProductWork<T>(Family.Outer, x.Transpose(), w.Transpose(), z.Transpose(), T.One, WidthFor<T>(Widest, w.Rows));
        work.Run(part: 0, parts: 1);
    }

    /// <summary>The same with registers of at most so many bits; the tests call every width, whatever the machine has.</summary>
    internal static void Add<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, T scale, int widest, bool isAlone = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (c.IsEmpty || a.Columns == 0)
        {
            return;
        }

        bool rowsOfC = c.Columns == 1 || c.ColumnStride == 1;
        bool columnsOfC = c.Rows == 1 || c.RowStride == 1;
        if (!rowsOfC && !columnsOfC)
        {
            AddToCopy(a, b, c, scale, widest);
            return;
        }

        bool rowsOfA = a.ColumnStride == 1 && a.Columns >= ShortestDots && Math.Min(c.Rows, c.Columns) < BothSidesLong;
        bool columnsOfB = b.RowStride == 1;
        if (rowsOfA && columnsOfB)
        {
            Divide(new ProductWork<T>(Family.Dots, a, b, c, scale, WidthFor<T>(widest, a.Columns)), isAlone);
            return;
        }

        // Cᵀ := Cᵀ + scale·Bᵀ·Aᵀ, with the roles of rows and columns exchanged, where that makes the rows of C contiguous.
        if (!rowsOfC || (columnsOfC && c.Columns < c.Rows))
        {
            (a, b, c) = (b.Transpose(), a.Transpose(), c.Transpose());
        }

        bool narrow = c.Columns <= NarrowProducts<T, T, SimdScalar<T>>.MostColumns && c.Columns > 1 && c.Rows >= RowsThatRepayNarrow && c.RowStride == c.Columns;
        bool streamed = b.ColumnStride == 1
            && (long)b.RowStride * Unsafe.SizeOf<T>() >= OuterProducts<T, T, SimdScalar<T>>.FarApart
            && c.Rows is >= FewestStreamedRows and <= StreamedProducts<T, T, SimdScalar<T>>.MostRows
            && c.Columns >= StreamedProducts<T, T, SimdScalar<T>>.FewestColumns
            && a.Columns >= FewestStreamedRows;
        if (streamed)
        {
            Divide(new ProductWork<T>(Family.Streamed, a, b, c, scale, WidthFor<T>(widest, c.Columns)), isAlone);
            return;
        }

        Divide(narrow
            ? new ProductWork<T>(Family.Narrow, a, b, c, scale, NarrowestFor<T>(widest, c.Columns))
            : new ProductWork<T>(Family.Outer, a, b, c, scale, WidthFor<T>(widest, c.Columns)), isAlone);
    }

    /// <summary>Gives every thread a stretch of the longer side of C.</summary>
    private static void Divide<T>(ProductWork<T> work, bool isAlone = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long multiplyAdds = (long)work.C.Rows * work.C.Columns * work.A.Columns;
        ParallelRegion.Run(work, isAlone ? 1 : ParallelRegion.Parts(multiplyAdds), multiplyAdds);
    }

    /// <summary>The widest register that holds no more than <paramref name="length"/> numbers.</summary>
    private static int WidthFor<T>(int widest, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int bits = widest;
        while (bits > 0 && (bits / 8 / Unsafe.SizeOf<T>() > length || !IsSupported<T>(bits)))
        {
            bits = bits == 128 ? 0 : bits / 2;
        }

        return bits;
    }

    /// <summary>The narrowest register that holds <paramref name="length"/> numbers, or the widest that there is.</summary>
    private static int NarrowestFor<T>(int widest, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int bits = Math.Min(widest, 128);
        while (bits > 0 && bits < widest && bits / 8 / Unsafe.SizeOf<T>() < length && IsSupported<T>(2 * bits))
        {
            bits *= 2;
        }

        return bits;
    }

    private static bool IsSupported<T>(int bits)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        bits == 512 ? Vector512<T>.IsSupported : bits == 256 ? Vector256<T>.IsSupported : Vector128<T>.IsSupported;

    private static void AddToCopy<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, T scale, int widest)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rented = ArrayPool<T>.Shared.Rent(checked(c.Rows * c.Columns));
        var copy = Matrix<T>.OfColumns(rented, c.Rows, c.Columns);
        ElementWise.Copy(c, copy);
        Add(a, b, copy, scale, widest);
        ElementWise.Copy(copy, c);
        ArrayPool<T>.Shared.Return(rented);
    }

    private enum Family
    {
        Dots,
        Outer,
        Narrow,
        Streamed,
    }

    private readonly struct ProductWork<T>(Family family, Matrix<T> a, Matrix<T> b, Matrix<T> c, T scale, int bits) : IParallelWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>Stretches begin at multiples of this, so that blocks and cache lines are seldom cut.</summary>
        private const int Grain = 16;

        public Matrix<T> A { get; } = a;

        public Matrix<T> C { get; } = c;

        public void Run(int part, int parts)
        {
            if (parts == 1)
            {
                Add(A, b, C);
                return;
            }

            int length = Math.Max(C.Rows, C.Columns);
            int start = Bound(part), count = Bound(part + 1) - start;
            if (count == 0)
            {
                return;
            }

            if (length == C.Columns)
            {
                Add(A, b.SliceColumns(start, count), C.SliceColumns(start, count));
            }
            else
            {
                Add(A.SliceRows(start, count), b, C.SliceRows(start, count));
            }

            int Bound(int index) => index == parts ? length : (int)((long)length * index / parts / Grain * Grain);
        }

        private void Add(Matrix<T> a, Matrix<T> b, Matrix<T> c)
        {
            switch (bits)
            {
                case 512:
                    Add<Vector512<T>, Simd512<T>>(a, b, c);
                    break;
                case 256:
                    Add<Vector256<T>, Simd256<T>>(a, b, c);
                    break;
                case 128:
                    Add<Vector128<T>, Simd128<T>>(a, b, c);
                    break;
                default:
                    Add<T, SimdScalar<T>>(a, b, c);
                    break;
            }
        }

        private void Add<TVector, TSimd>(Matrix<T> a, Matrix<T> b, Matrix<T> c)
            where TVector : struct
            where TSimd : struct, ISimd<TVector, T>
        {
            switch (family)
            {
                case Family.Dots:
                    DotProducts<T, TVector, TSimd>.Add(a, b, c, scale);
                    break;
                case Family.Outer:
                    OuterProducts<T, TVector, TSimd>.Add(a, b, c, scale);
                    break;
                case Family.Narrow:
                    NarrowProducts<T, TVector, TSimd>.Add(a, b, c, scale);
                    break;
                default:
                    StreamedProducts<T, TVector, TSimd>.Add(a, b, c, scale);
                    break;
            }
        }
    }
}
