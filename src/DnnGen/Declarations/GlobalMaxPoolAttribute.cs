namespace DnnGen;

/// <summary>
/// The largest number of each channel of an image: a vector with one number for each channel. Of a sequence, the largest of
/// each feature over all time steps.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class GlobalMaxPoolAttribute : Attribute
{
    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
