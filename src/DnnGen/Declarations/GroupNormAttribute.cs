namespace DnnGen;

/// <summary>
/// Group normalization: A = γ·(A_prev − μ)/√(σ² + ε) + β, with the mean and the variance of each group of neighbouring channels of each
/// example; γ and β have one number for each channel.
/// </summary>
/// <remarks>Y. Wu, K. He: Group Normalization, ECCV 2018.</remarks>
/// <param name="groups">Groups of channels; they must divide the channels.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class GroupNormAttribute(int groups) : Attribute
{
    /// <summary>Groups of channels.</summary>
    public int Groups { get; } = groups;

    /// <summary>ε, which keeps the root away from zero; 0.00001 when not given.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether training leaves the parameters as they are: they have no gradient, and below the lowest layer that is trained nothing goes back.</summary>
    public bool Frozen { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
