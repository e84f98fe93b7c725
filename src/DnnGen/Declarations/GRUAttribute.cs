namespace DnnGen;

/// <summary>
/// A gated recurrent unit over a sequence (time × features). Every step, from h = 0 on, with ∘ number by number:
/// r = σ(W_r·x + b_r + U_r·h + d_r), z likewise, n = tanh(W_n·x + b_n + r∘(U_n·h + d_n)), h := (1 − z)∘n + z∘h.
/// </summary>
/// <remarks>
/// W is (3·units × features), U is (3·units × units), b and d are (3·units × 1), each with the rows of r, z and n in this
/// order, as PyTorch's <c>GRU</c> has them.
/// K. Cho et al.: Learning Phrase Representations using RNN Encoder–Decoder, EMNLP 2014; the reset gate after the product, as in cuDNN.
/// </remarks>
/// <param name="units">H: the numbers of the state.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class GRUAttribute(int units) : Attribute
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
