namespace DnnGen;

/// <summary>
/// Two dense layers with an activation between them, A = W2·g(W1·A_prev + b1) + b2, back to as many features as came in; of a
/// sequence each step alone.
/// </summary>
/// <param name="hidden">The units between the two.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class FeedForwardAttribute(int hidden) : Attribute
{
    /// <summary>The units between the two.</summary>
    public int Hidden { get; } = hidden;

    /// <summary>The activation g; when not given, <see cref="NetworkAttribute.Hidden"/>.</summary>
    public Activation Activation { get; set; }

    /// <summary>How the weights start; when not given, <see cref="NetworkAttribute.Init"/>.</summary>
    public Initialization Init { get; set; }

    /// <summary>The one number of <see cref="Init"/>: a standard deviation, a bound or a value.</summary>
    public double InitScale { get; set; }

    /// <summary>What L1·Σ|w| adds to the cost for the weights of this layer, not its biases; when not given, <see cref="NetworkAttribute.L1"/>.</summary>
    public double L1 { get; set; }

    /// <summary>What L2·Σ w² adds to the cost for the weights of this layer, not its biases; when not given, <see cref="NetworkAttribute.L2"/>.</summary>
    public double L2 { get; set; }

    /// <summary>Whether training leaves the parameters as they are: they have no gradient, and below the lowest layer that is trained nothing goes back.</summary>
    public bool Frozen { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
