namespace DnnGen;

/// <summary>
/// A ReLU with a slope that is learned: A = A_prev where A_prev &gt; 0, and s·A_prev elsewhere. Each channel of an image has a slope of its own,
/// each unit of a vector, each feature of a sequence.
/// </summary>
/// <remarks>K. He, X. Zhang, S. Ren, J. Sun: Delving Deep into Rectifiers, ICCV 2015. The slopes start at 0.25.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class PReLUAttribute : Attribute
{
    /// <summary>Whether one slope serves for all.</summary>
    public bool Shared { get; set; }

    /// <summary>Whether training leaves the parameters as they are: they have no gradient, and below the lowest layer that is trained nothing goes back.</summary>
    public bool Frozen { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
