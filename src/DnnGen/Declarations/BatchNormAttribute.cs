namespace DnnGen;

/// <summary>
/// Batch normalization: A = γ·(A_prev − μ)/√(σ² + ε) + β for each channel of an image, each unit of a vector, or each feature of a sequence over all its steps. In training μ and σ² are
/// those of the batch, and a running mean of them is noted; <c>Predict</c> uses what was noted, which is saved with the network.
/// </summary>
/// <remarks>S. Ioffe, C. Szegedy: Batch Normalization, ICML 2015. The variance that is noted is the unbiased one, with n − 1.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : Attribute
{
    /// <summary>ε, which keeps the root away from zero; 0.00001 when not given.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The weight of a batch in the running mean: running := (1 − momentum)·running + momentum·batch; 0.1 when not given.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>Whether training leaves the parameters as they are: they have no gradient, and below the lowest layer that is trained nothing goes back. In training too it then normalizes by the running mean and variance, which stay as they are.</summary>
    public bool Frozen { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
