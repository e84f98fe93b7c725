namespace DnnGen;

/// <summary>
/// A fully connected layer: Z = W·A + b, A = g(Z), where W is (units × inputs) and b is (units × 1). Of a sequence it takes each
/// step alone, with the same W and b, and gives a sequence of (time × units).
/// </summary>
/// <param name="units">Outputs of the layer: the rows of W, b, Z and A.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute(int units) : Attribute
{
    /// <summary>Outputs of the layer: the rows of W, b, Z and A.</summary>
    public int Units { get; } = units;

    /// <summary>
    /// The activation g; when not given, <see cref="NetworkAttribute.Hidden"/>, and in the last layer
    /// <see cref="NetworkAttribute.Output"/>.
    /// </summary>
    public Activation Activation { get; set; }

    /// <summary>Whether training leaves the parameters as they are: they have no gradient, and below the lowest layer that is trained nothing goes back.</summary>
    public bool Frozen { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
