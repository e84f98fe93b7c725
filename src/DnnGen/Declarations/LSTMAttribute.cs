namespace DnnGen;

/// <summary>
/// A long short-term memory over a sequence (time × features). Every step, from h = c = 0 on, with ∘ number by number:
/// i = σ(W_i·x + b_i + U_i·h + d_i), f and o likewise, g = tanh(W_g·x + b_g + U_g·h + d_g), c := f∘c + i∘g, h := o∘tanh(c).
/// </summary>
/// <remarks>
/// W is (4·units × features), U is (4·units × units), b and d are (4·units × 1), each with the rows of i, f, g and o in this
/// order, as PyTorch's <c>LSTM</c> has them.
/// S. Hochreiter, J. Schmidhuber: Long Short-Term Memory, 1997; F. A. Gers, J. Schmidhuber, F. Cummins: Learning to Forget, 2000.
/// </remarks>
/// <param name="units">H: the numbers of the state, and of the cell.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class LSTMAttribute(int units) : Attribute
{
    /// <summary>H: the numbers of the state, and of the cell.</summary>
    public int Units { get; } = units;

    /// <summary>Whether the state of every time step comes out, (time × units); when not set, that of the last step alone, a vector of units.</summary>
    public bool Sequence { get; set; }

    /// <summary>
    /// What b_f, the input bias of the forget gate, starts at; 1 when not given, so that an untrained cell remembers. Every
    /// other bias starts at zero.
    /// </summary>
    /// <remarks>R. Jozefowicz, W. Zaremba, I. Sutskever: An Empirical Exploration of Recurrent Network Architectures, ICML 2015.</remarks>
    public double ForgetBias { get; set; } = 1;

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
