namespace DnnGen;

/// <summary>Layer normalization: A = γ ∘ (A_prev − μ)/√(σ² + ε) + β, with the mean and the variance of all numbers of each example alone, of a sequence of those of each step.</summary>
/// <remarks>J. L. Ba, J. R. Kiros, G. E. Hinton: Layer Normalization, arXiv:1607.06450.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : Attribute
{
    /// <summary>ε, which keeps the root away from zero; 0.00001 when not given.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether training leaves the parameters as they are: they have no gradient, and below the lowest layer that is trained nothing goes back.</summary>
    public bool Frozen { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
