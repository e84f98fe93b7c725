namespace DnnGen;

/// <summary>
/// A simple recurrent layer over a sequence (time × features): h_t = tanh(W·x_t + b + U·h_(t−1) + d), with h = 0 before the first
/// step. W is (units × features), U is (units × units), b and d are (units × 1), as PyTorch's <c>RNN</c> has them.
/// </summary>
/// <remarks>J. L. Elman: Finding Structure in Time, 1990.</remarks>
/// <param name="units">H: the numbers of the state.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class SimpleRNNAttribute(int units) : Attribute
{
    /// <summary>H: the numbers of the state.</summary>
    public int Units { get; } = units;

    /// <summary>Whether the state of every time step comes out, (time × units); when not set, that of the last step alone, a vector of units.</summary>
    public bool Sequence { get; set; }

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
