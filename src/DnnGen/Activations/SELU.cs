using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// The scaled exponential linear unit, g(z) = λ·z for z &gt; 0, otherwise λ·α·(eᶻ − 1), with λ ≈ 1.0507 and α ≈ 1.6733;
/// g′(z) = λ or a + λ·α. NaN gives NaN.
/// </summary>
/// <remarks>G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter: Self-Normalizing Neural Networks, arXiv:1706.02515, whose weights start by <see cref="Initializer.LeCun"/>.</remarks>
public readonly struct SELU : IActivation
{
    private const double Lambda = 1.0507009873554804934193349852946;

    private const double Alpha = 1.6732632423543772848170429916717;

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

    /// <summary>λ·z where z &gt; 0, otherwise λ·α·(eᶻ − 1).</summary>
    private readonly struct Function : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var below = VectorFunctions.Constant<T>(Alpha) * VectorFunctions.ExpM1OfNegative(x);
            return VectorFunctions.Constant<T>(Lambda) * Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, below);
        }
    }

    /// <summary>dA·λ where a &gt; 0, which is where z &gt; 0; otherwise dA·(a + λ·α).</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            return y * Vector.ConditionalSelect(
                Vector.GreaterThan(x, Vector<T>.Zero), VectorFunctions.Constant<T>(Lambda), x + VectorFunctions.Constant<T>(Lambda * Alpha));
        }
    }
}
