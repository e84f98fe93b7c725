namespace DnnGen;

/// <summary>
/// Self-attention with several heads: every step of a sequence looks at the others. q, k, v = W_in·A_prev + b_in, with a part for each
/// head; head = Σ softmax(q·k/√d)·v over the steps, where d are the features of one head; A = W_out·heads + b_out.
/// </summary>
/// <param name="heads">The heads, among which the features are divided.</param>
/// <remarks>
/// A. Vaswani et al.: Attention Is All You Need, NeurIPS 2017. The equations and the order of the parameters are those of
/// PyTorch's <c>MultiheadAttention</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class SelfAttentionAttribute(int heads) : Attribute
{
    /// <summary>The heads, among which the features are divided.</summary>
    public int Heads { get; } = heads;

    /// <summary>Whether a step looks only at itself and the steps before it, as when the next token is to be predicted.</summary>
    public bool Causal { get; set; }

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
