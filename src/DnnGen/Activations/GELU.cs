using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// The Gaussian error linear unit in its exact form, g(z) = z·Φ(z) = z·½(1 + erf(z/√2)); g′(z) = Φ(z) + z·φ(z).
/// NaN gives NaN.
/// </summary>
/// <remarks>D. Hendrycks, K. Gimpel: Gaussian Error Linear Units, arXiv:1606.08415.</remarks>
public readonly struct GELU : IActivation
{
    /// <summary>
    /// Beyond this magnitude φ(z), and below it Φ(z), are zero; an infinite z is drawn to it, since ∞·0 would be NaN where
    /// the limit is 0.
    /// </summary>
    private const double Vanished = 40;

    /// <inheritdoc/>
    public static bool CouplesUnits => false;

    /// <inheritdoc/>
    public static bool NeedsPreActivation => true;

    /// <inheritdoc/>
    public static void Forward<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.InRegisters<T, Function>(z, z, a);

    /// <inheritdoc/>
    public static void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.InRegisters<T, Derivative>(z, gradient, gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Forward<T>(Vector<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> => Function.Invoke(z, z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Backward<T>(Vector<T> z, Vector<T> a, Vector<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => Derivative.Invoke(z, gradient);

    /// <summary>z·Φ(z).</summary>
    private readonly struct Function : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            VectorFunctions.Between(-Vanished, double.PositiveInfinity, x) * NormalDistribution.Distribution(x, out _);
    }

    /// <summary>dA·(Φ(z) + z·φ(z)).</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var distribution = NormalDistribution.Distribution(x, out var density);
            return y * (distribution + (VectorFunctions.Between(-Vanished, Vanished, x) * density));
        }
    }
}
