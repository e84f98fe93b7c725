using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// The Gaussian error linear unit by the hyperbolic tangent, g(z) = ½z·(1 + tanh u) = z·σ(2u) with
/// u = √(2/π)·(z + 0.044715·z³); g′(z) = σ(2u) + z·σ′(2u)·2u′. NaN gives NaN.
/// </summary>
/// <remarks>D. Hendrycks, K. Gimpel: Gaussian Error Linear Units, arXiv:1606.08415; within 0.0005 of <see cref="GELU"/>, at the price of one exponential.</remarks>
public readonly struct GELUTanh : IActivation
{
    /// <summary>2·√(2/π).</summary>
    private const double TwiceScale = 1.5957691216057308;

    private const double Cubic = 0.044715;

    /// <summary>Beyond this magnitude σ(2u) is zero or one; z is drawn to it, since ∞·0 would be NaN where the limit is 0.</summary>
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

    /// <summary>z·σ(2u), with ½·(1 + tanh u) as σ(2u), which keeps its digits in the left tail.</summary>
    private readonly struct Function : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            x = VectorFunctions.Between(-Vanished, double.PositiveInfinity, x);
            var inner = VectorFunctions.Constant<T>(TwiceScale) * x * (Vector<T>.One + (VectorFunctions.Constant<T>(Cubic) * x * x));
            return x * VectorFunctions.Logistic(inner, out _);
        }
    }

    /// <summary>dA·(σ(2u) + z·σ′(2u)·2u′).</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            x = VectorFunctions.Between(-Vanished, Vanished, x);
            var cubic = VectorFunctions.Constant<T>(Cubic) * x * x;
            var scale = VectorFunctions.Constant<T>(TwiceScale);
            var value = VectorFunctions.Logistic(scale * x * (Vector<T>.One + cubic), out var derivative);
            return y * (value + (x * derivative * scale * (Vector<T>.One + (VectorFunctions.Constant<T>(3) * cubic))));
        }
    }
}
