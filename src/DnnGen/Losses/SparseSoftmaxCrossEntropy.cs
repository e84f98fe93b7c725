using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen.Losses;

/// <summary>
/// Categorical cross-entropy after a softmax, where the label is the number of the class: −log a_y with a = softmax(z),
/// computed from the logits; dZ = a, less 1 in the place of the class.
/// </summary>
/// <remarks>
/// It is <see cref="SoftmaxCrossEntropy"/> with labels that are written as one number and not as one for each class. Labels
/// that have a number for each class, as they are after smoothing, are taken too. The class must be one: nothing is checked here.
/// </remarks>
public readonly struct SparseSoftmaxCrossEntropy : ILoss
{
    /// <inheritdoc/>
    public static bool CouplesUnits => true;

    /// <inheritdoc/>
    public static double Weight(int outputs) => 1;

    /// <summary>One label: the number of the class, counted from 0.</summary>
    /// <param name="outputs">n, the classes.</param>
    /// <returns>1.</returns>
    public static int Labels(int outputs) => 1;

    /// <inheritdoc/>
    public static double Loss<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (y.Length != 1)
        {
            return SoftmaxCrossEntropy.Loss(z, a, y);
        }

        // −log a_y = (z* − z_y) + log Σⱼ e^(zⱼ − z*), whose last part is −log a*.
        return double.CreateTruncating(TensorPrimitives.Max(z)) - double.CreateTruncating(z[int.CreateTruncating(y[0])])
            - Math.Log(double.CreateTruncating(TensorPrimitives.Max(a)));
    }

    /// <inheritdoc/>
    public static void Gradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (y.Length != 1)
        {
            SoftmaxCrossEntropy.Gradient(a, y, gradient);
            return;
        }

        a.CopyTo(gradient);
        gradient[int.CreateTruncating(y[0])] -= T.One;
    }

    /// <summary>ε/n for every class, and 1 − ε more for that of the label.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="y">The number of the class.</param>
    /// <param name="smoothing">ε.</param>
    /// <param name="smoothed">Receives a label for each class.</param>
    public static void Smooth<T>(ReadOnlySpan<T> y, double smoothing, Span<T> smoothed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        smoothed.Fill(T.CreateTruncating(smoothing / smoothed.Length));
        smoothed[int.CreateTruncating(y[0])] += T.CreateTruncating(1 - smoothing);
    }
}
