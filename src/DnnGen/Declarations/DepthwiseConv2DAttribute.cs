namespace DnnGen;

/// <summary>
/// A convolution of each channel alone: every channel of the input makes <see cref="Multiplier"/> channels of the output with filters
/// of its own, Z = W ∗ A + b, A = g(Z). W is (channels·multiplier × kernel·kernel), b is (channels·multiplier × 1).
/// </summary>
/// <remarks>
/// It is <c>[Conv2D]</c> with as many <c>Groups</c> as channels, whose number need not be repeated here. With a
/// <c>[Conv2D(filters, kernel: 1)]</c> behind it, it makes the depthwise separable convolution of small networks
/// (A. Howard and others: MobileNets, 2017).
/// </remarks>
/// <param name="kernelHeight">Rows of the window.</param>
/// <param name="kernelWidth">Columns of the window.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class DepthwiseConv2DAttribute(int kernelHeight, int kernelWidth) : Attribute
{
    /// <summary>With a window that is a square.</summary>
    /// <param name="kernel">Rows and columns of the window.</param>
    public DepthwiseConv2DAttribute(int kernel)
        : this(kernel, kernel)
    {
    }

    /// <summary>Rows of the window.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>Columns of the window.</summary>
    public int KernelWidth { get; } = kernelWidth;

    /// <summary>Channels of the output for each channel of the input; 1 when not given.</summary>
    public int Multiplier { get; set; } = 1;

    /// <summary>The window moves by so many rows and columns; 1 when not given.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros on each side: a number, <see cref="Padding.Valid"/> or <see cref="Padding.Same"/>; none when not given.</summary>
    public int Padding { get; set; } = DnnGen.Padding.Valid;

    /// <summary>The distance between neighbours in the window; 1 when not given.</summary>
    public int Dilation { get; set; } = 1;

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
