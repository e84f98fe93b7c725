using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DnnGen.Losses;

/// <summary>1/n Σᵢ (aᵢ − yᵢ)² over the n outputs of the example, the 1/n being the <see cref="Weight"/>; dA = 2/n (a − y).</summary>
/// <remarks>It includes no output activation: its derivative is with respect to the output.</remarks>
public readonly struct MeanSquaredError : ILoss
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
            double difference = double.CreateTruncating(a[i]) - double.CreateTruncating(y[i]);
            sum += difference * difference;
        }

        return sum;
    }

    /// <inheritdoc/>
    public static void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(a, y, gradient);
        TensorPrimitives.Add(gradient, gradient, gradient);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Loss<T>(Vector<T> output, Vector<T> y, out Vector<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var difference = output - y;
        gradient = difference + difference;
        return difference * difference;
    }
}
