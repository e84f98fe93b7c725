using System.Numerics;
using System.Numerics.Tensors;

namespace DnnGen;

/// <summary>The mean of the gradients of several mini-batches over all their examples.</summary>
internal sealed class GradientMean<T>(int parameterCount)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] sum = new T[parameterCount];
    private int examples;

    /// <summary>Begins a new mean.</summary>
    public void Clear()
    {
        examples = 0;
        sum.AsSpan().Clear();
    }

    /// <summary>Adds the gradients of a mini-batch, which are the mean over its examples.</summary>
    public void Add(ReadOnlySpan<T> gradients, int examplesOfBatch)
    {
        examples += examplesOfBatch;
        TensorPrimitives.MultiplyAdd(gradients, T.CreateTruncating(examplesOfBatch), sum, sum);
    }

    /// <summary>Divides by the examples; once for each mean.</summary>
    public Span<T> Mean()
    {
        TensorPrimitives.Multiply(sum, T.One / T.CreateTruncating(examples), sum);
        return sum;
    }
}
