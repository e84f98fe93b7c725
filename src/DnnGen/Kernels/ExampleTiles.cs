using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnnGen.Kernels;

/// <summary>
/// X and Y as networks that are written out take them: for each feature and each label the <see cref="Lanes{T}"/> of the
/// next examples. For generated code.
/// </summary>
/// <remarks>
/// In memory each example is in one piece; here it is turned, so that the arithmetic of many examples is one instruction.
/// That is done for <see cref="Stretch"/> examples at once: the loop over the tiles then only loads. What the last tile has
/// too few, <see cref="Present"/> leaves out.
/// </remarks>
/// <typeparam name="T">The number type.</typeparam>
public ref struct ExampleTiles<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The examples that are turned at once: what <c>turned</c> of the constructor holds for each feature and each label.</summary>
    public const int Stretch = 128;

    private readonly Matrix<T> x;
    private readonly Matrix<T> y;
    private readonly ref T turned;
    private int first;
    private int place;

    /// <summary>Stands before the first tile.</summary>
    /// <param name="x">X, (features × m).</param>
    /// <param name="y">Y, (outputs × m).</param>
    /// <param name="turned">Room for (features + outputs) · <see cref="Stretch"/> numbers.</param>
    public ExampleTiles(Matrix<T> x, Matrix<T> y, Span<T> turned)
    {
        this.x = x;
        this.y = y;
        this.turned = ref MemoryMarshal.GetReference(turned[..((x.Rows + y.Rows) * Stretch)]);
        Present = new(Vector<T>.AllBitsSet, Vector<T>.AllBitsSet);
        first = -Stretch;
        place = Stretch;
    }

    /// <summary>All bits of the places that hold an example; none of the others.</summary>
    public Lanes<T> Present { get; private set; }

    /// <summary>Goes on to the next examples.</summary>
    /// <returns>False where there is none left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        place += Lanes<T>.Count;
        if (place >= Stretch)
        {
            Turn();
        }

        int left = x.Columns - first - place;
        if (left >= Lanes<T>.Count)
        {
            return true;
        }

        Present = new(Below(left), Below(left - Vector<T>.Count));
        return left > 0;
    }

    /// <summary>All bits of the first places.</summary>
    private static Vector<T> Below(int count) => Vector.LessThan(Vector<T>.Indices, Vector.Create(T.CreateTruncating(count)));

    /// <summary>One feature of the examples.</summary>
    /// <param name="feature">The row of X, from 0 on.</param>
    /// <returns>An example in each place.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Lanes<T> X(int feature)
    {
        nuint from = (nuint)((feature * Stretch) + place);
        return new(Vector.LoadUnsafe(ref turned, from), Vector.LoadUnsafe(ref turned, from + (nuint)Vector<T>.Count));
    }

    /// <summary>One label of the examples.</summary>
    /// <param name="output">The row of Y, from 0 on.</param>
    /// <returns>An example in each place.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Lanes<T> Y(int output) => X(x.Rows + output);

    /// <summary>Turns the next stretch.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Turn()
    {
        first += Stretch;
        place = 0;
        int count = Math.Min(Stretch, x.Columns - first);
        if (count > 0)
        {
            Turn(x, count, ref turned);
            Turn(y, count, ref Unsafe.Add(ref turned, x.Rows * Stretch));
        }
    }

    private readonly void Turn(Matrix<T> source, int count, ref T target)
    {
        ref T from = ref source.At(0, first);
        int done = 0;
        if (source.ColumnStride == 1)
        {
            for (int i = 0; i < source.Rows; i++)
            {
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref from, (nint)i * source.RowStride), count)
                    .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref target, i * Stretch), count));
            }

            done = count;
        }
        else if (source.RowStride == 1)
        {
            done = Transposition.Copy(ref from, source.ColumnStride, count, ref target, Stretch, source.Rows);
        }

        for (int j = done; j < count; j++)
        {
            ref T example = ref Unsafe.Add(ref from, (nint)j * source.ColumnStride);
            for (int i = 0; i < source.Rows; i++)
            {
                Unsafe.Add(ref target, (i * Stretch) + j) = Unsafe.Add(ref example, (nint)i * source.RowStride);
            }
        }

        // Places without an example hold zeros, so that whatever lay there before does no harm.
        int end = (count + Lanes<T>.Count - 1) / Lanes<T>.Count * Lanes<T>.Count;
        for (int i = 0; i < source.Rows && count < end; i++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref target, (i * Stretch) + count), end - count).Clear();
        }
    }
}
