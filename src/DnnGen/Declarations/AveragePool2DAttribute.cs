namespace DnnGen;

/// <summary>The mean of each window of an image, channel by channel.</summary>
/// <param name="window">Rows and columns of the window.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class AveragePool2DAttribute(int window) : Attribute
{
    /// <summary>Rows and columns of the window.</summary>
    public int Window { get; } = window;

    /// <summary>The window moves by so many rows and columns; as many as it has when not given, so that windows do not overlap.</summary>
    public int Stride { get; set; } = window;

    /// <summary>
    /// Rows and columns of zeros on each side, at most half of the window, or <see cref="Padding.Same"/>; none when not given. The
    /// zeros count in the mean, as PyTorch's <c>count_include_pad</c> has it.
    /// </summary>
    public int Padding { get; set; } = DnnGen.Padding.Valid;

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
