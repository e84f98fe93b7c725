using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Activations;

/// <summary>
/// The leaky rectified linear unit, g(z) = z for z &gt; 0, otherwise 0.01·z; g′(z) = 1 or 0.01. NaN gives NaN.
/// </summary>
/// <remarks>A. L. Maas, A. Y. Hannun, A. Y. Ng: Rectifier Nonlinearities Improve Neural Network Acoustic Models, ICML 2013.</remarks>
public readonly struct LeakyReLU : IActivation
{
    private const double Slope = 0.01;

    /// <inheritdoc/>
    public static bool CouplesUnits => false;

    /// <inheritdoc/>
    public static bool NeedsPreActivation => false;

    /// <inheritdoc/>
    public static void Forward<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.Apply<T, SlopeWhereNotPositive>(z, z, a);

    /// <inheritdoc/>
    public static void Backward<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.Apply<T, SlopeWhereNotPositive>(a, gradient, gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Forward<T>(Vector<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> => SlopeWhereNotPositive.Invoke(z, z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Backward<T>(Vector<T> z, Vector<T> a, Vector<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => SlopeWhereNotPositive.Invoke(a, gradient);

    /// <summary>y where x &gt; 0, otherwise 0.01·y; a has the sign of z, so one rule serves both directions.</summary>
    private readonly struct SlopeWhereNotPositive : IVectorOperation
    {
        public static T Invoke<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => x > T.Zero ? y : T.CreateTruncating(Slope) * y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), y, VectorFunctions.Constant<T>(Slope) * y);
    }
}
