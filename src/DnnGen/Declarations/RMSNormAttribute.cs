namespace DnnGen;

/// <summary>Root-mean-square normalization: A = γ ∘ A_prev/√(mean of A_prev² + ε) over all numbers of each example, of a sequence over those of each step; nothing is subtracted or added.</summary>
/// <remarks>B. Zhang, R. Sennrich: Root Mean Square Layer Normalization, NeurIPS 2019.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class RMSNormAttribute : Attribute
{
    /// <summary>ε, which keeps the root away from zero; 0.00001 when not given.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether training leaves the parameters as they are: they have no gradient, and below the lowest layer that is trained nothing goes back.</summary>
    public bool Frozen { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
