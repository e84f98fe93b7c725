using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnnGen.Kernels;

/// <summary>
/// Memory for what a product copies, kept by each thread from product to product and begun at a cache line: a register
/// that lies across two lines is read twice.
/// </summary>
internal static class Scratch<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    [ThreadStatic]
    private static T[]? buffer;

    [ThreadStatic]
    private static int start;

    /// <summary>Room for <paramref name="count"/> numbers, until the same thread asks again; its contents are whatever was there.</summary>
    public static ref T Take(int count)
    {
        if (buffer is null || buffer.Length - start < count)
        {
            Grow(count);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer!), start);
    }

    /// <summary>A pinned array whose first numbers are left out, so that the next begins a cache line.</summary>
    /// <param name="count">The numbers that it must hold from there on.</param>
    /// <returns>The array, zeroed, and the place of the first number.</returns>
    public static (T[] Array, int Start) AllocateAligned(int count)
    {
        int size = Unsafe.SizeOf<T>();
        var array = GC.AllocateArray<T>(checked(count + (CacheLine / size)), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        return (array, (int)((CacheLine - (address % CacheLine)) % CacheLine) / size);
    }

    private static void Grow(int count) => (buffer, start) = AllocateAligned((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count));
}
