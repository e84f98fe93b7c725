using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// g(z) = z·tanh(log(1 + eᶻ)); with t the hyperbolic tangent, g′(z) = t + z·(1 − t²)·σ(z). NaN gives NaN.
/// </summary>
/// <remarks>D. Misra: Mish: A Self Regularized Non-Monotonic Activation Function, arXiv:1908.08681.</remarks>
public readonly struct Mish : IActivation
{
    /// <summary>Beyond this magnitude t is zero or one; z is drawn to it, since ∞·0 would be NaN where the limit is 0.</summary>
    private const double Vanished = 1000;

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

    /// <summary>z·t.</summary>
    private readonly struct Function : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            _ = Parts(x, out var value, out var rest);
            return VectorFunctions.Between(-Vanished, double.PositiveInfinity, x) * (value / (value + rest));
        }
    }

    /// <summary>dA·(t + z·(1 − t)·(1 + t)·σ(z)).</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var e = Parts(x, out var value, out var rest);
            var inverse = Vector<T>.One / (value + rest);
            var t = value * inverse;
            var logistic = Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), e, Vector<T>.One) / (Vector<T>.One + e);
            return y * (t + (VectorFunctions.Between(-Vanished, Vanished, x) * (rest * inverse) * (Vector<T>.One + t) * logistic));
        }
    }

    /// <summary>
    /// tanh(log(1 + eᶻ)) = v / (v + r), and 1 − tanh(log(1 + eᶻ)) = r / (v + r): below zero v = e² + 2e and r = 2 with
    /// e = eᶻ, above v = 1 + 2e and r = 2e² with e = e⁻ᶻ, so that nothing overflows and nothing cancels.
    /// </summary>
    /// <returns>e = e^−|z|.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Parts<T>(Vector<T> z, out Vector<T> value, out Vector<T> rest)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var e = VectorFunctions.ExpOfNegativeMagnitude(z);
        var two = VectorFunctions.Constant<T>(2);
        var below = Vector.LessThan(z, Vector<T>.Zero);
        value = Vector.ConditionalSelect(below, e * (e + two), Vector<T>.One + (two * e));
        rest = two * Vector.ConditionalSelect(below, Vector<T>.One, e * e);
        return e;
    }
}
