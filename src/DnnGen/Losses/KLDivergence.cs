using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Losses;

/// <summary>
/// The Kullback–Leibler divergence Σᵢ yᵢ·(log yᵢ − aᵢ) of the labels y, which are probabilities, from an output a of
/// logarithms of probabilities, as a log-softmax gives; dA = −y.
/// </summary>
/// <remarks>
/// S. Kullback, R. A. Leibler: On Information and Sufficiency, 1951. For labels of one class it is the categorical
/// cross-entropy. A label of zero contributes nothing, however small its probability.
/// </remarks>
public readonly struct KLDivergence : ILoss
{
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
            double label = double.CreateTruncating(y[i]), logarithm = double.CreateTruncating(a[i]);
            if (label != 0 || double.IsNaN(logarithm))
            {
                sum += label * (Math.Log(label) - logarithm);
            }
        }

        return sum;
    }

    /// <inheritdoc/>
    public static void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.Negate(y, gradient);
}
