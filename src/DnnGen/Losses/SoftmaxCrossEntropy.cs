using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Losses;

/// <summary>
/// Categorical cross-entropy after a softmax, −Σᵢ yᵢ·log aᵢ with a = softmax(z), computed from the logits.
/// </summary>
/// <remarks>
/// <para>
/// −log aᵢ = log Σⱼ eᶻʲ − zᵢ. With the largest logit z* it is (z* − zᵢ) + log Σⱼ e^(zⱼ − z*), in which nothing overflows,
/// and the last logarithm is −log a* of the largest output, which is at least 1/n. A label of zero contributes nothing, however small its probability.
/// </para>
/// <para>
/// The derivative is dZ = (Σⱼ yⱼ)·a − y: a − y for labels that sum to one, and exact for any others (weighted or
/// several classes).
/// </para>
/// </remarks>
public readonly struct SoftmaxCrossEntropy : ILoss
{
    /// <summary>Outputs up to which plain loops are faster than the calls of the tensor library.</summary>
    private const int FewUnits = 16;

    /// <inheritdoc/>
    public static bool CouplesUnits => true;

    /// <inheritdoc/>
    public static double Weight(int outputs) => 1;

    /// <inheritdoc/>
    public static double Loss<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (z.IsEmpty)
        {
            return 0;
        }

        y = y[..z.Length];
        double largest = double.CreateTruncating(TensorPrimitives.Max(z));
        double logarithm = -Math.Log(double.CreateTruncating(TensorPrimitives.Max(a)));
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            double label = double.CreateTruncating(y[i]);
            if (label != 0)
            {
                sum += label * (largest - double.CreateTruncating(z[i]) + logarithm);
            }
        }

        // Without this a NaN logit would be lost where all labels are zero.
        return double.IsNaN(logarithm) ? logarithm : sum;
    }

    /// <inheritdoc/>
    public static void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        y = y[..a.Length];
        gradient = gradient[..a.Length];
        if (a.Length > FewUnits)
        {
            TensorPrimitives.Multiply(a, TensorPrimitives.Sum(y), gradient);
            TensorPrimitives.Subtract(gradient, y, gradient);
            return;
        }

        // For a few outputs the calls of the tensor library would cost more than this.
        T labels = T.Zero;
        foreach (T label in y)
        {
            labels += label;
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (a[i] * labels) - y[i];
        }
    }
    /// <summary>y′ = (1 − ε)·y + ε/n.</summary>
    /// <inheritdoc/>
    public static void Smooth<T>(ReadOnlySpan<T> y, double smoothing, Span<T> smoothed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(y, T.CreateTruncating(1 - smoothing), smoothed);
        TensorPrimitives.Add(smoothed, T.CreateTruncating(smoothing / y.Length), smoothed);
    }
}
