namespace DnnGen;

/// <summary>
/// A convolution over a sequence (time × features): Z = W ∗ A + b, A = g(Z). Each filter looks at a window of time steps and makes one
/// feature of the output; W is (filters × features/groups·kernel), as PyTorch's <c>Conv1d</c> has it, b is (filters × 1).
/// </summary>
/// <remarks>
/// The output has ⌊(time + padding − dilation·(kernel − 1) − 1) / stride⌋ + 1 steps, where the padding is that of both sides
/// together. As everywhere in this field, the window is not flipped (a cross-correlation).
/// </remarks>
/// <param name="filters">Features of each step of the output.</param>
/// <param name="kernel">Time steps of the window.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class Conv1DAttribute(int filters, int kernel) : Attribute
{
    /// <summary>Features of each step of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>Time steps of the window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The window moves by so many steps; 1 when not given.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>
    /// Steps of zeros on each side: a number, <see cref="Padding.Valid"/>, <see cref="Padding.Same"/> or <see cref="Padding.Causal"/>,
    /// with which a network can go step by step; none when not given.
    /// </summary>
    public int Padding { get; set; } = DnnGen.Padding.Valid;

    /// <summary>The distance between neighbours in the window; 1 when not given.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// Parts into which features and filters are divided, each filter looking at the features of its own part; 1 when not
    /// given. As many groups as features make a depthwise convolution.
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
