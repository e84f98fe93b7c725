namespace DnnGen;

/// <summary>What a network is trained to make small; the cost is its mean over the examples.</summary>
/// <remarks>
/// Where the output is a sequence (time × features), each step of it counts as an example does: the cost is the mean over
/// examples and steps, and what is said of the outputs of one example holds for those of one step. For the losses that are a
/// mean over the outputs that is the mean over all numbers.
/// </remarks>
public enum Loss
{
    /// <summary>
    /// −Σᵢ (yᵢ·log aᵢ + (1 − yᵢ)·log(1 − aᵢ)) over the outputs of one example; it belongs to a sigmoid output, or to one that lies between
    /// 0 and 1 by the layers that make it: a hard sigmoid, a product of sigmoids.
    /// </summary>
    BinaryCrossEntropy,

    /// <summary>−Σᵢ yᵢ·log aᵢ over the outputs of one example; it belongs to a softmax output.</summary>
    CategoricalCrossEntropy,

    /// <summary>1/n Σᵢ (aᵢ − yᵢ)² over the n outputs of one example; it goes with every output.</summary>
    MeanSquaredError,

    /// <summary>1/n Σᵢ |aᵢ − yᵢ| over the n outputs of one example; it goes with every output.</summary>
    MeanAbsoluteError,

    /// <summary>
    /// 1/n Σᵢ h(aᵢ − yᵢ) over the n outputs of one example, with h(d) = ½d² for |d| ≤ 1, otherwise |d| − ½; it goes with
    /// every output.
    /// </summary>
    Huber,

    /// <summary>
    /// 1/n Σᵢ max(0, 1 − yᵢ·aᵢ) over the n outputs of one example; its labels are −1 and +1, and it belongs to an identity
    /// output, whose sign is the decision.
    /// </summary>
    Hinge,

    /// <summary>
    /// Σᵢ yᵢ·(log yᵢ − aᵢ) over the outputs of one example, whose labels are probabilities and whose outputs are logarithms of
    /// probabilities; it belongs to a log-softmax output.
    /// </summary>
    KLDivergence,

    /// <summary>1 − Σᵢ aᵢ·yᵢ / (‖a‖·‖y‖) over the outputs of one example, which are two or more; it goes with every output.</summary>
    CosineDistance,

    /// <summary>
    /// −log a_y, where the label y of an example is the number of its class, counted from 0, and Y is (1 × m), or (T × m) for an
    /// output of T steps; it belongs to a softmax output.
    /// </summary>
    SparseCategoricalCrossEntropy,
}
