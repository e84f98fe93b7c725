using System.Numerics;

namespace DnnGen;

/// <summary>The class that a label says, and what the classes of a batch count where weights were declared.</summary>
internal static class LabelClass
{
    /// <summary>The class of one example or step: the number that the label is, the side of ½ of one sigmoid, or the place of the largest.</summary>
    public static int Of<T>(ReadOnlySpan<T> label, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (label.Length == 1)
        {
            return outputs > 1 ? int.CreateTruncating(label[0]) : label[0] > T.CreateTruncating(0.5) ? 1 : 0;
        }

        int largest = 0;
        for (int i = 1; i < label.Length; i++)
        {
            largest = label[i] > label[largest] ? i : largest;
        }

        return largest;
    }

    /// <summary>
    /// What a batch counts among others in a mean of their costs: the weights of its examples, each times the mean of the
    /// declared weights of its classes.
    /// </summary>
    /// <param name="labels">The labels of the batch.</param>
    /// <param name="exampleWeights">The weights of its examples, whose mean is 1; empty where all count alike.</param>
    /// <param name="weight">The sum of the weights of the examples.</param>
    public static double Weight<TNetwork, T>(Matrix<T> labels, ReadOnlySpan<T> exampleWeights, double weight)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var classWeights = TNetwork.ClassWeights;
        if (classWeights.IsEmpty)
        {
            return weight;
        }

        int steps = TNetwork.OutputSteps, outputs = TNetwork.OutputSize / steps, size = TNetwork.LabelSize / steps;
        Span<T> label = size <= 64 ? stackalloc T[size] : new T[size];
        double sum = 0;
        for (int j = 0; j < labels.Columns; j++)
        {
            for (int step = 0; step < steps; step++)
            {
                for (int i = 0; i < size; i++)
                {
                    label[i] = labels.At((step * size) + i, j);
                }

                sum += classWeights[Of<T>(label, outputs)] * (exampleWeights.IsEmpty ? 1 : double.CreateTruncating(exampleWeights[j]));
            }
        }

        return sum / steps * weight / labels.Columns;
    }
}
