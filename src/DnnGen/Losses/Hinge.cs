using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Losses;

/// <summary>
/// 1/n Σᵢ max(0, 1 − yᵢ·aᵢ) over the n outputs of the example with labels of −1 and +1, the 1/n being the
/// <see cref="Weight"/>; dA = −y/n where y·a &lt; 1, otherwise 0.
/// </summary>
/// <remarks>
/// C. Cortes, V. Vapnik: Support-Vector Networks, 1995. The output is a margin and not a probability: it belongs to an
/// identity output, and its sign is the decision.
/// </remarks>
public readonly struct Hinge : ILoss
{
    /// <inheritdoc/>
    public static bool CouplesUnits => false;

    /// <inheritdoc/>
    public static double Weight(int outputs) => 1.0 / outputs;

    /// <inheritdoc/>
    public static double Loss<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        y = y[..a.Length];
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double margin = 1 - (double.CreateTruncating(y[i]) * double.CreateTruncating(a[i]));
            sum += margin <= 0 ? 0 : margin;
        }

        return sum;
    }

    /// <inheritdoc/>
    public static void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorLoop.InRegisters<T, Derivative>(a, y, gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Loss<T>(Vector<T> output, Vector<T> y, out Vector<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        gradient = Derivative.Invoke(output, y);
        var margin = Vector<T>.One - (y * output);
        return Vector.AndNot(margin, Vector.LessThanOrEqual(margin, Vector<T>.Zero));
    }

    /// <summary>−y where y·a &lt; 1, otherwise 0; NaN stays NaN.</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var margin = x * y;
            var gradient = Vector.AndNot(-y, Vector.GreaterThanOrEqual(margin, Vector<T>.One));

            // Without this a NaN output would be lost.
            return Vector.ConditionalSelect(Vector.Equals(margin, margin), gradient, margin);
        }
    }
}
