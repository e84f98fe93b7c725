using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Losses;

/// <summary>
/// 1/n Σᵢ |aᵢ − yᵢ| over the n outputs of the example, the 1/n being the <see cref="Weight"/>; dA = 1/n·sign(a − y).
/// </summary>
/// <remarks>
/// It includes no output activation: its derivative is with respect to the output. Where a = y, at the kink, it is zero.
/// </remarks>
public readonly struct MeanAbsoluteError : ILoss
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
            sum += Math.Abs(double.CreateTruncating(a[i]) - double.CreateTruncating(y[i]));
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
        return Vector.Abs(output - y);
    }

    /// <summary>1, −1 or 0 with the sign of a − y; NaN stays NaN.</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var difference = x - y;
            var sign = Vector.ConditionalSelect(Vector.GreaterThan(difference, Vector<T>.Zero), Vector<T>.One, difference);
            return Vector.ConditionalSelect(Vector.LessThan(difference, Vector<T>.Zero), -Vector<T>.One, sign);
        }
    }
}
