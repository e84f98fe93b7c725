namespace DnnGen;

/// <summary>What a network is trained to make small; the cost is its mean over the examples.</summary>
public enum Loss
{
    /// <summary>
    /// −Σᵢ (yᵢ·log aᵢ + (1 − yᵢ)·log(1 − aᵢ)) over the outputs of one example; it belongs to a sigmoid output.
    /// </summary>
    BinaryCrossEntropy,

    /// <summary>−Σᵢ yᵢ·log aᵢ over the outputs of one example; it belongs to a softmax output.</summary>
    CategoricalCrossEntropy,

    /// <summary>1/n Σᵢ (aᵢ − yᵢ)² over the n outputs of one example; it goes with every output.</summary>
    MeanSquaredError,
}
