using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnnGen.Kernels;

/// <summary>y = factor·x + summand, number by number.</summary>
internal static class Affine
{
    /// <summary>Applies it; both spans may be one.</summary>
    public static void Apply<T>(ReadOnlySpan<T> x, T factor, T summand, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T from = ref MemoryMarshal.GetReference(x);
        ref T to = ref MemoryMarshal.GetReference(y);
        nint i = 0;
        if (Vector.IsHardwareAccelerated && x.Length >= Vector<T>.Count)
        {
            Vector<T> factors = new(factor), summands = new(summand);
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                ((Vector.LoadUnsafe(ref from, (nuint)i) * factors) + summands).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < x.Length; i++)
        {
            Unsafe.Add(ref to, i) = (Unsafe.Add(ref from, i) * factor) + summand;
        }
    }
}
