using System.Numerics;
using System.Runtime.CompilerServices;

using DnnGen.Kernels;

namespace DnnGen.Losses;

/// <summary>
/// Binary cross-entropy of an output that is a probability already, −Σᵢ (yᵢ·log aᵢ + (1 − yᵢ)·log(1 − aᵢ)) summed over the outputs
/// of the example; dA = (a − y) / (a·(1 − a)).
/// </summary>
/// <remarks>
/// Where no sigmoid makes the output, there are no logits to compute it from, and the logarithm of 0 is in the way. As PyTorch has
/// it, a logarithm is never less than −100, and a·(1 − a) in the derivative never less than 10⁻¹². What rounding puts outside of
/// 0 to 1 counts as 0 or 1.
/// </remarks>
public readonly struct BinaryCrossEntropy : ILoss
{
    /// <summary>Below this a logarithm is taken for it.</summary>
    private const double LeastLogarithm = -100;

    /// <summary>Below this a·(1 − a) is taken for it.</summary>
    private const double LeastVariance = 1e-12;

    /// <inheritdoc/>
    public static bool CouplesUnits => false;

    /// <inheritdoc/>
    public static double Weight(int outputs) => 1;

    /// <inheritdoc/>
    public static double Loss<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        y = y[..a.Length];
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double probability = Math.Clamp(double.CreateTruncating(a[i]), 0, 1), label = double.CreateTruncating(y[i]);
            sum -= (label * Math.Max(Math.Log(probability), LeastLogarithm)) + ((1 - label) * Math.Max(double.LogP1(-probability), LeastLogarithm));
        }

        return sum;
    }

    /// <inheritdoc/>
    public static void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => VectorLoop.InRegisters<T, Derivative>(a, y, gradient);

    /// <inheritdoc/>
    public static void Smooth<T>(ReadOnlySpan<T> y, double smoothing, Span<T> smoothed)
        where T : unmanaged, IFloatingPointIeee754<T> => SigmoidCrossEntropy.Smooth(y, smoothing, smoothed);

    /// <summary>(a − y) / max(a·(1 − a), 10⁻¹²).</summary>
    private readonly struct Derivative : IRegisterOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            (x - y) / VectorFunctions.Max(Vector.Create(T.CreateTruncating(LeastVariance)), x * (Vector<T>.One - x));
    }
}
