namespace DnnGen;

/// <summary>
/// A convolution over an image: Z = W ∗ A + b, A = g(Z). Each filter looks at a window of all channels (of those of its group) and makes one
/// channel of the output; W is (filters × channels/groups·kernel·kernel), b is (filters × 1).
/// </summary>
/// <remarks>
/// The output has ⌊(height + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1 rows, and as many columns by its width. As
/// everywhere in this field, the window is not flipped (a cross-correlation).
/// </remarks>
/// <param name="filters">Channels of the output.</param>
/// <param name="kernelHeight">Rows of the window.</param>
/// <param name="kernelWidth">Columns of the window.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class Conv2DAttribute(int filters, int kernelHeight, int kernelWidth) : Attribute
{
    /// <summary>Declares a convolution whose window is a square.</summary>
    /// <param name="filters">Channels of the output.</param>
    /// <param name="kernel">Rows and columns of the window.</param>
    public Conv2DAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>Rows of the window.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>Columns of the window.</summary>
    public int KernelWidth { get; } = kernelWidth;

    /// <summary>The window moves by so many rows and columns; 1 when not given.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros on each side: a number, <see cref="Padding.Valid"/> or <see cref="Padding.Same"/>; none when not given.</summary>
    public int Padding { get; set; } = DnnGen.Padding.Valid;

    /// <summary>The distance between neighbours in the window; 1 when not given.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// Parts into which channels and filters are divided, each filter looking at the channels of its own part; 1 when not
    /// given. As many groups as channels make a depthwise convolution.
    /// </summary>
    public int Groups { get; set; } = 1;

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
