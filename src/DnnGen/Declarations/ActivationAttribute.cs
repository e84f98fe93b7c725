namespace DnnGen;

/// <summary>An activation as a layer of its own: A = g(A_prev), for example behind a normalization or a sum.</summary>
/// <param name="activation">The activation g.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class ActivationAttribute(Activation activation) : Attribute
{
    /// <summary>The activation g.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
