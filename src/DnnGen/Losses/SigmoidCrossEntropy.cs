using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Losses;

/// <summary>
/// Binary cross-entropy after a sigmoid, −Σᵢ (yᵢ·log aᵢ + (1 − yᵢ)·log(1 − aᵢ)) with a = σ(z), summed over the outputs of
/// the example and computed from the logits.
/// </summary>
/// <remarks>
/// With log σ(z) = −log(1 + e⁻ᶻ) and log(1 − σ(z)) = −z − log(1 + e⁻ᶻ) the loss of one output is z − z·y + log(1 + e⁻ᶻ).
/// For z &lt; 0, where e⁻ᶻ may overflow, log(1 + e⁻ᶻ) = −z + log(1 + eᶻ); together:
/// <c>max(z, 0) − z·y + log1p(e^−|z|)</c>. Its derivative is dZ = a − y.
/// </remarks>
public readonly struct SigmoidCrossEntropy : ILoss
{
    /// <inheritdoc/>
    public static double Loss<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        y = y[..z.Length];
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            double logit = double.CreateTruncating(z[i]);
            double label = double.CreateTruncating(y[i]);
            sum += Math.Max(logit, 0) - (logit * label) + double.LogP1(Math.Exp(-Math.Abs(logit)));
        }

        return sum;
    }

    /// <inheritdoc/>
    public static void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.Subtract(a, y, gradient);
}
