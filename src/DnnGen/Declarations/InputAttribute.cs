namespace DnnGen;

/// <summary>The input of a network that is declared layer by layer: the first attribute after <c>[Network]</c>.</summary>
/// <param name="features">Numbers in one example: the rows of X.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class InputAttribute(int features) : Attribute
{
    /// <summary>Numbers in one example: the rows of X.</summary>
    public int Features { get; } = features;
}
