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

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
