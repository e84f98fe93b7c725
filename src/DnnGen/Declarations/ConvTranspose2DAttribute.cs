namespace DnnGen;

/// <summary>
/// A transposed convolution, which makes an image larger: each number of the input gives its share, times a window of weights, to a
/// window of the output. It is the gradient of a convolution with respect to its input. W is (channels × filters/groups·kernel·kernel), one
/// input channel in each row; b is (filters × 1).
/// </summary>
/// <remarks>
/// The output has (height − 1)·stride − 2·padding + dilation·(kernel − 1) + 1 + output padding rows, and as many columns by its width
/// (V. Dumoulin, F. Visin: A guide to convolution arithmetic for deep learning, 2016). <c>kernel: 4, Stride = 2, Padding = 1</c> and
/// <c>kernel: 3, Stride = 2, Padding = 1, OutputPadding = 1</c> double an image.
/// </remarks>
/// <param name="filters">Channels of the output.</param>
/// <param name="kernelHeight">Rows of the window.</param>
/// <param name="kernelWidth">Columns of the window.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class ConvTranspose2DAttribute(int filters, int kernelHeight, int kernelWidth) : Attribute
{
    /// <summary>With a window that is a square.</summary>
    /// <param name="filters">Channels of the output.</param>
    /// <param name="kernel">Rows and columns of the window.</param>
    public ConvTranspose2DAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>Rows of the window.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>Columns of the window.</summary>
    public int KernelWidth { get; } = kernelWidth;

    /// <summary>The window moves by so many rows and columns of the output for one of the input; 1 when not given.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Rows and columns that are cut from each side of the output; none when not given.</summary>
    public int Padding { get; set; }

    /// <summary>
    /// Rows and columns that are added at the bottom and at the right, fewer than <see cref="Stride"/> or <see cref="Dilation"/>,
    /// whichever is larger; none when not given.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>The distance between neighbours in the window; 1 when not given.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// Parts into which channels and filters are divided, each channel giving to the filters of its own part; 1 when not given.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>
    /// The activation g; when not given, <see cref="NetworkAttribute.Hidden"/>, and in the last layer
    /// <see cref="NetworkAttribute.Output"/>.
    /// </summary>
    public Activation Activation { get; set; }

    /// <summary>How the weights start; when not given, <see cref="NetworkAttribute.Init"/>.</summary>
    public Initialization Init { get; set; }

    /// <summary>The one number of <see cref="Init"/>: a standard deviation, a bound or a value.</summary>
    public double InitScale { get; set; }

    /// <summary>What L1·Σ|w| adds to the cost for the weights of this layer, not its biases; when not given, <see cref="NetworkAttribute.L1"/>.</summary>
    public double L1 { get; set; }

    /// <summary>What L2·Σ w² adds to the cost for the weights of this layer, not its biases; when not given, <see cref="NetworkAttribute.L2"/>.</summary>
    public double L2 { get; set; }

    /// <summary>Whether training leaves the parameters as they are: they have no gradient, and below the lowest layer that is trained nothing goes back.</summary>
    public bool Frozen { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
