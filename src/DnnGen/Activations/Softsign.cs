using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// g(z) = z / (1 + |z|), between −1 and 1; g′(z) = 1 / (1 + |z|)² = (1 − |a|)². NaN gives NaN.
/// </summary>
/// <remarks>J. Bergstra, G. Desjardins, P. Lamblin, Y. Bengio: Quadratic Polynomials Learn Better Image Features, 2009.</remarks>
public readonly struct Softsign : IActivation
{
    /// <summary>From this magnitude on a is ±1 to the last digit; an infinite z is drawn to it, since ∞/∞ would be NaN.</summary>
    private const double Saturated = 1e30;

    /// <inheritdoc/>
    public static bool CouplesUnits => false;

    /// <inheritdoc/>
    public static bool NeedsPreActivation => false;

    /// <inheritdoc/>
    public static void Forward<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.InRegisters<T, Function>(z, z, a);

    /// <inheritdoc/>
    public static void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.InRegisters<T, Derivative>(a, gradient, gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Forward<T>(Vector<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> => Function.Invoke(z, z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Backward<T>(Vector<T> z, Vector<T> a, Vector<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => Derivative.Invoke(a, gradient);

    /// <summary>z / (1 + |z|).</summary>
    private readonly struct Function : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            x = VectorFunctions.Between(-Saturated, Saturated, x);
            return x / (Vector<T>.One + Vector.Abs(x));
        }
    }

    /// <summary>dA·(1 − |a|)², for 1 − |a| = 1 / (1 + |z|).</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var slope = Vector<T>.One - Vector.Abs(x);
            return y * (slope * slope);
        }
    }
}
