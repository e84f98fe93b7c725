namespace DnnGen;

/// <summary>Makes a vector of an image, channel after channel, each row by row. Nothing is computed or copied.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : Attribute
{
    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
