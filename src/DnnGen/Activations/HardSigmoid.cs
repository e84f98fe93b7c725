using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// The sigmoid drawn as three straight lines, g(z) = z/6 + ½, at least 0 and at most 1; g′(z) = 1/6 between z = −3 and 3,
/// otherwise 0. NaN gives NaN.
/// </summary>
/// <remarks>M. Courbariaux, Y. Bengio, J.-P. David: BinaryConnect, NIPS 2015, with a slope of ½; with the slope 1/6, A. Howard et al.: Searching for MobileNetV3, arXiv:1905.02244.</remarks>
public readonly struct HardSigmoid : IActivation
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

    /// <summary>z/6 + ½, drawn to 0 … 1.</summary>
    private readonly struct Function : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            VectorFunctions.Between(0, 1, (VectorFunctions.Constant<T>(1.0 / 6) * x) + VectorFunctions.Constant<T>(0.5));
    }

    /// <summary>dA/6 where 0 &lt; a &lt; 1. The gradient is replaced by zero elsewhere rather than multiplied: ∞·0 would be NaN.</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var flat = Vector.LessThanOrEqual(x, Vector<T>.Zero) | Vector.GreaterThanOrEqual(x, Vector<T>.One);
            return Vector.AndNot(VectorFunctions.Constant<T>(1.0 / 6) * y, flat);
        }
    }
}
