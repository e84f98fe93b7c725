namespace DnnGen;

/// <summary>A branch: the layers after this one go on from what came out of a named layer.</summary>
/// <param name="name">The <c>Name</c> of an earlier layer or of the input.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class FromAttribute(string name) : Attribute
{
    /// <summary>The layer to go on from.</summary>
    public string Other { get; } = name;

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
