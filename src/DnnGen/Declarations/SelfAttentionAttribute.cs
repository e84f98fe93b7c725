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

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
