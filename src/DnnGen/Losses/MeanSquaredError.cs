using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Losses;

/// <summary>1/n Σᵢ (aᵢ − yᵢ)² over the n outputs of the example; dA = 2/n (a − y).</summary>
/// <remarks>It includes no output activation: its derivative is with respect to the output.</remarks>
public readonly struct MeanSquaredError : ILoss
{
    /// <inheritdoc/>
    public static double Loss<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.IsEmpty)
        {
            return 0;
        }

        y = y[..a.Length];
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = double.CreateTruncating(a[i]) - double.CreateTruncating(y[i]);
            sum += difference * difference;
        }

        return sum / a.Length;
    }

    /// <inheritdoc/>
    public static void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(a, y, gradient);
        TensorPrimitives.Multiply(gradient, T.CreateTruncating(2) / T.CreateTruncating(a.Length), gradient);
    }
}
