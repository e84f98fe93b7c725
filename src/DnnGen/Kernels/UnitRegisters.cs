using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DnnGen.Kernels;

/// <summary>Registers of neighbouring units, of which the last may not be full: what lies behind it is neither read nor written.</summary>
internal static class UnitRegisters
{
    /// <summary>As many units as a register holds, or the <paramref name="count"/> that are left and zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ref T source, nint index, nint count)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        count >= Vector<T>.Count ? Vector.LoadUnsafe(ref source, (nuint)index) : LoadPart(ref Unsafe.Add(ref source, index), (int)count);

    /// <summary>Writes as many units as a register holds, or the <paramref name="count"/> that are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> units, ref T destination, nint index, nint count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (count >= Vector<T>.Count)
        {
            units.StoreUnsafe(ref destination, (nuint)index);
        }
        else
        {
            StorePart(units, ref Unsafe.Add(ref destination, index), (int)count);
        }
    }

    /// <summary>
    /// Copies units as they were written, by narrow registers, so that they can be read by the widest ones: a wide register
    /// that is read from two stores waits until both are in the cache.
    /// </summary>
    public static void CopyToWide<T>(ref T source, ref T destination, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int place = 0;
        if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported)
        {
            for (; place <= count - Vector512<T>.Count; place += Vector512<T>.Count)
            {
                Vector512.Create(
                    Vector256.LoadUnsafe(ref source, (nuint)place), Vector256.LoadUnsafe(ref source, (nuint)(place + Vector256<T>.Count))).StoreUnsafe(ref destination, (nuint)place);
            }
        }

        if (place < count)
        {
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, place), count - place).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, place), count - place));
        }
    }

    /// <summary>x·y + z, rounded once where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> x, Vector<T> y, Vector<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Vector.MultiplyAddEstimate(x.As<T, float>(), y.As<T, float>(), z.As<T, float>()).As<float, T>()
            : Vector.MultiplyAddEstimate(x.As<T, double>(), y.As<T, double>(), z.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<T> LoadPart<T>(ref T source, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> units = default;
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<T>, T>(ref units), count));
        return units;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart<T>(Vector<T> units, ref T destination, int count)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Vector<T>, T>(ref units), count).CopyTo(MemoryMarshal.CreateSpan(ref destination, count));
}

/// <summary>The same for registers of any width.</summary>
internal static class UnitRegisters<T, TVector, TSimd>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>As many units as a register holds, or the <paramref name="count"/> that are left and zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(ref T source, nint index, nint count) =>
        count >= TSimd.Width ? TSimd.Load(ref source, index) : LoadPart(ref Unsafe.Add(ref source, index), (int)count);

    /// <summary>Writes as many units as a register holds, or the <paramref name="count"/> that are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector units, ref T destination, nint index, nint count)
    {
        if (count >= TSimd.Width)
        {
            TSimd.Store(units, ref destination, index);
        }
        else
        {
            StorePart(units, ref Unsafe.Add(ref destination, index), (int)count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TVector LoadPart(ref T source, int count)
    {
        var units = TSimd.Zero;
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<TVector, T>(ref units), count));
        return units;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(TVector units, ref T destination, int count) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TVector, T>(ref units), count).CopyTo(MemoryMarshal.CreateSpan(ref destination, count));
}
