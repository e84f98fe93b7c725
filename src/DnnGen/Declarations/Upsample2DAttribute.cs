namespace DnnGen;

/// <summary>Makes an image larger: each number stands in a square of its copies, channel by channel.</summary>
/// <param name="scale">How many times each row and each column is repeated.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class Upsample2DAttribute(int scale) : Attribute
{
    /// <summary>How many times each row and each column is repeated.</summary>
    public int Scale { get; } = scale;

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
