using System.Numerics;

namespace DnnGen.Losses;

/// <summary>
/// 1 − cos(a, y) = 1 − Σᵢ aᵢ·yᵢ / (‖a‖·‖y‖) over the outputs of the example: 0 for one direction, 2 for the opposite;
/// dA = (cos(a, y)·a/‖a‖ − y/‖y‖) / ‖a‖.
/// </summary>
/// <remarks>
/// The cosine embedding loss of pairs that belong together (as PyTorch calls it). Lengths do not count, so that it is flat
/// along a. A vector of zeros has no direction: its loss is 1 and its gradient 0. It includes no output activation: its
/// derivative is with respect to the output.
/// </remarks>
public readonly struct CosineDistance : ILoss
{
    /// <inheritdoc/>
    public static bool CouplesUnits => true;

    /// <inheritdoc/>
    public static double Weight(int outputs) => 1;

    /// <inheritdoc/>
    public static double Loss<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => 1 - Cosine(a, y, out _, out _);

    /// <inheritdoc/>
    public static void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double cosine = Cosine(a, y, out double length, out double labelLength);
        y = y[..a.Length];
        gradient = gradient[..a.Length];
        if (length == 0 || labelLength == 0)
        {
            // 0·NaN is not zero: a NaN in the other vector is not hidden.
            gradient.Fill(T.CreateTruncating(cosine));
            return;
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            double direction = double.CreateTruncating(a[i]) / length, wanted = double.CreateTruncating(y[i]) / labelLength;
            gradient[i] = T.CreateTruncating(((cosine * direction) - wanted) / length);
        }
    }

    /// <summary>The cosine, 0 where a vector has no direction and the other is finite, and both lengths; summed in double precision.</summary>
    private static double Cosine<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, out double length, out double labelLength)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        y = y[..a.Length];
        double product = 0, square = 0, labelSquare = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double output = double.CreateTruncating(a[i]), label = double.CreateTruncating(y[i]);
            product += output * label;
            square += output * output;
            labelSquare += label * label;
        }

        length = Math.Sqrt(square);
        labelLength = Math.Sqrt(labelSquare);

        // The lengths of tiny vectors may multiply to zero though neither is.
        return length == 0 || labelLength == 0 ? product : product / length / labelLength;
    }
}
