using System.Numerics;

namespace DnnGen;

/// <summary>Examples that do not all lie in memory: <c>network.Fit(source, options)</c> asks for one mini-batch after another.</summary>
/// <remarks>
/// While one mini-batch is trained with, the next one is read on another thread; there is never more than one call at a time, and
/// none after <c>Fit</c> has returned. What is read must follow from the epoch and the place alone: then a training is
/// the same every time, and one that is interrupted goes on bit for bit. Mix the examples by the epoch if their order matters.
/// </remarks>
/// <typeparam name="T">The number type of the network.</typeparam>
public interface IBatchSource<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The examples of every epoch, 1 or more.</summary>
    long Examples { get; }

    /// <summary>Reads the examples of a mini-batch.</summary>
    /// <param name="epoch">The epoch, counted from 0.</param>
    /// <param name="start">The place of the first example in the epoch; that of the last is start + m − 1, below <see cref="Examples"/>.</param>
    /// <param name="x">X, (InputSize × m), to be filled: every number of it.</param>
    /// <param name="y">Y, (LabelSize × m), to be filled.</param>
    /// <param name="cancellationToken">Ends a read that takes long when the training ends.</param>
    void Read(int epoch, long start, [Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y, CancellationToken cancellationToken);
}

/// <summary>A source whose examples do not all count alike.</summary>
/// <remarks>In one mini-batch the cost is Σ wᵢ·loss(example i) / Σ wᵢ; where all its weights are 0, cost and gradients are.</remarks>
/// <typeparam name="T">The number type of the network.</typeparam>
public interface IWeightedBatchSource<T> : IBatchSource<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Reads the weights of a mini-batch, after its examples and on the same thread.</summary>
    /// <param name="epoch">The epoch, counted from 0.</param>
    /// <param name="start">The place of the first example in the epoch.</param>
    /// <param name="weights">The weights, (1 × m), to be filled: finite numbers, 0 or more.</param>
    /// <param name="cancellationToken">Ends a read that takes long when the training ends.</param>
    void ReadWeights(int epoch, long start, [Shape("1", "m")] Matrix<T> weights, CancellationToken cancellationToken);
}
