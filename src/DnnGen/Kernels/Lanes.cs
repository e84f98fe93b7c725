using System.Numerics;
using System.Runtime.CompilerServices;

namespace DnnGen.Kernels;

/// <summary>
/// One unit of as many examples as two registers hold: while the one waits for a result, the other is computed. For
/// generated code.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="low">The first examples.</param>
/// <param name="high">The others.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct Lanes<T>(Vector<T> low, Vector<T> high)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The examples that both registers hold together.</summary>
    public static int Count => 2 * Vector<T>.Count;

    /// <summary>The first examples.</summary>
    public Vector<T> Low
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => low;
    }

    /// <summary>The others.</summary>
    public Vector<T> High
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => high;
    }

    /// <summary>w·x, the same weight for all examples.</summary>
    /// <param name="w">A weight, in every place.</param>
    /// <param name="x">One unit.</param>
    /// <returns>The products.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator *(Vector<T> w, Lanes<T> x) => new(w * x.Low, w * x.High);
}
