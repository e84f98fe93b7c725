namespace DnnGen;

/// <summary>
/// A vector for every place in a sequence, learned and added: A[t] = A_prev[t] + P[t], where P is (time × features). Without it
/// <c>[SelfAttention]</c> does not know which step comes before which.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class PositionalEmbeddingAttribute : Attribute
{
    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
