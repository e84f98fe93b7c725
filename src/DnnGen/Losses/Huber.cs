using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Losses;

/// <summary>
/// 1/n Σᵢ h(aᵢ − yᵢ) over the n outputs of the example with h(d) = ½d² for |d| ≤ 1, otherwise |d| − ½, the 1/n being the
/// <see cref="Weight"/>; dA = 1/n·(a − y), drawn to −1/n … 1/n.
/// </summary>
/// <remarks>
/// P. J. Huber: Robust Estimation of a Location Parameter, 1964; with δ = 1. It includes no output activation: its
/// derivative is with respect to the output.
/// </remarks>
public readonly struct Huber : ILoss
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
            double magnitude = Math.Abs(double.CreateTruncating(a[i]) - double.CreateTruncating(y[i]));
            sum += magnitude <= 1 ? 0.5 * magnitude * magnitude : magnitude - 0.5;
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
        var magnitude = Vector.Abs(output - y);
        var half = VectorFunctions.Constant<T>(0.5);
        return Vector.ConditionalSelect(
            Vector.LessThanOrEqual(magnitude, Vector<T>.One), half * magnitude * magnitude, magnitude - half);
    }

    /// <summary>a − y, drawn to −1 … 1.</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            VectorFunctions.Between(-1, 1, x - y);
    }
}
