namespace DnnGen;

/// <summary>
/// A vector for every token: A[t] = row x[t] of the weights, which are (vocabulary × width). It stands after <c>[TokenInput]</c> and
/// gives a sequence of (time × width).
/// </summary>
/// <param name="width">The numbers of one vector: the features of the sequence.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class EmbeddingAttribute(int width) : Attribute
{
    /// <summary>The numbers of one vector: the features of the sequence.</summary>
    public int Width { get; } = width;

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
