using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// The swish drawn with straight lines, g(z) = z·h(z) with h(z) = z/6 + ½, at least 0 and at most 1: 0 up to z = −3, z from 3
/// on, z·(z + 3)/6 between; g′(z) = 0, 1, or z/3 + ½. NaN gives NaN.
/// </summary>
/// <remarks>A. Howard et al.: Searching for MobileNetV3, arXiv:1905.02244.</remarks>
public readonly struct HardSwish : IActivation
{
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

    /// <summary>z·h(z); zero up to z = −3, where −∞·0 would be NaN.</summary>
    private readonly struct Function : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var slope = VectorFunctions.Between(0, 1, (VectorFunctions.Constant<T>(1.0 / 6) * x) + VectorFunctions.Constant<T>(0.5));
            return Vector.AndNot(x * slope, Vector.LessThanOrEqual(x, VectorFunctions.Constant<T>(-3)));
        }
    }

    /// <summary>dA·g′(z). The gradient is replaced by zero up to z = −3 rather than multiplied: ∞·0 would be NaN.</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var between = y * ((VectorFunctions.Constant<T>(1.0 / 3) * x) + VectorFunctions.Constant<T>(0.5));
            var right = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, VectorFunctions.Constant<T>(3)), y, between);
            return Vector.AndNot(right, Vector.LessThanOrEqual(x, VectorFunctions.Constant<T>(-3)));
        }
    }
}
