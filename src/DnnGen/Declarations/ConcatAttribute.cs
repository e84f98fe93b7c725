namespace DnnGen;

/// <summary>Puts together what came out of the named layers, in their order: features after features, also at each step of sequences of one time, or channels after channels of images of one height and width.</summary>
/// <param name="first">The <c>Name</c> of an earlier layer or of the input.</param>
/// <param name="second">Another.</param>
/// <param name="more">More of them.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class ConcatAttribute(string first, string second, params string[] more) : Attribute
{
    /// <summary>The layers whose outputs are put together.</summary>
    public IReadOnlyList<string> Others { get; } = [first, second, .. more];

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
