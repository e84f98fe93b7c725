using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// The rectified linear unit with a ceiling, g(z) = min(max(0, z), 6); g′(z) = 1 for 0 &lt; z &lt; 6, otherwise 0.
/// NaN gives NaN.
/// </summary>
/// <remarks>A. Krizhevsky: Convolutional Deep Belief Networks on CIFAR-10, 2010.</remarks>
public readonly struct ReLU6 : IActivation
{
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

    /// <summary>z, drawn to 0 … 6.</summary>
    private readonly struct Function : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            VectorFunctions.Between(0, 6, x);
    }

    /// <summary>dA where 0 &lt; a &lt; 6. The gradient is replaced by zero elsewhere rather than multiplied: ∞·0 would be NaN.</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var flat = Vector.LessThanOrEqual(x, Vector<T>.Zero) | Vector.GreaterThanOrEqual(x, VectorFunctions.Constant<T>(6));
            return Vector.AndNot(y, flat);
        }
    }
}
