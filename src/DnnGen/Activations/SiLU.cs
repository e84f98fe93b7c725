using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// The sigmoid linear unit, also called swish: g(z) = z·σ(z); g′(z) = σ(z) + z·σ(z)·(1 − σ(z)). NaN gives NaN.
/// </summary>
/// <remarks>S. Elfwing, E. Uchibe, K. Doya: Sigmoid-Weighted Linear Units for Neural Network Function Approximation in Reinforcement Learning, arXiv:1702.03118.</remarks>
public readonly struct SiLU : IActivation
{
    /// <summary>Beyond this magnitude σ(z) is zero or one; z is drawn to it, since ∞·0 would be NaN where the limit is 0.</summary>
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

    /// <summary>z·σ(z).</summary>
    private readonly struct Function : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            VectorFunctions.Between(-Vanished, double.PositiveInfinity, x) * VectorFunctions.Logistic(x, out _);
    }

    /// <summary>dA·(σ(z) + z·σ′(z)).</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var value = VectorFunctions.Logistic(x, out var derivative);
            return y * (value + (VectorFunctions.Between(-Vanished, Vanished, x) * derivative));
        }
    }
}
