using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// The rectified linear unit, g(z) = max(0, z); g′(z) = 1 for z &gt; 0, otherwise 0 (the method's choice at z = 0 too).
/// NaN gives NaN.
/// </summary>
/// <remarks>V. Nair, G. E. Hinton: Rectified Linear Units Improve Restricted Boltzmann Machines, ICML 2010.</remarks>
public readonly struct ReLU : IActivation
{
    /// <inheritdoc/>
    public static bool CouplesUnits => false;

    /// <inheritdoc/>
    public static bool NeedsPreActivation => false;

    /// <inheritdoc/>
    public static void Forward<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.Apply<T, Function>(z, z, a);

    /// <inheritdoc/>
    public static void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.Apply<T, Derivative>(a, gradient, gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Forward<T>(Vector<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> => Function.Invoke(z, z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Backward<T>(Vector<T> z, Vector<T> a, Vector<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => Derivative.Invoke(a, gradient);

    /// <summary>The second operand where one of both is not a number, so that NaN stays.</summary>
    private readonly struct Function : IVectorOperation
    {
        public static T Invoke<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => x <= T.Zero ? T.Zero : x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => VectorFunctions.Max(Vector<T>.Zero, x);
    }

    /// <summary>a &gt; 0 just where z &gt; 0. The gradient is replaced by zero rather than multiplied: ∞·0 would be NaN.</summary>
    private readonly struct Derivative : IVectorOperation
    {
        public static T Invoke<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => x <= T.Zero ? T.Zero : y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector.AndNot(y, Vector.LessThanOrEqual(x, Vector<T>.Zero));
    }
}
