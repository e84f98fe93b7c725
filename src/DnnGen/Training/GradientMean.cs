using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen;

/// <summary>The mean of the gradients of several mini-batches over all their examples, each by its weight.</summary>
internal sealed class GradientMean<T>(int parameterCount)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] sum = new T[parameterCount];
    private double weight;

    /// <summary>Begins a new mean.</summary>
    public void Clear()
    {
        weight = 0;
        sum.AsSpan().Clear();
    }

    /// <summary>Adds the gradients of a mini-batch, which are the mean over its examples.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="weightOfBatch">The sum of the weights of its examples; their number where all count alike.</param>
    public void Add(ReadOnlySpan<T> gradients, double weightOfBatch)
    {
        weight += weightOfBatch;
        TensorPrimitives.MultiplyAdd(gradients, T.CreateTruncating(weightOfBatch), sum, sum);
    }

    /// <summary>Divides by the weights; once for each mean. It is 0 where the weights are.</summary>
    public Span<T> Mean()
    {
        if (weight > 0)
        {
            TensorPrimitives.Multiply(sum, T.One / T.CreateTruncating(weight), sum);
        }

        return sum;
    }
}
