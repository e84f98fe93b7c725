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

    /// <summary>How the weights start; when not given, <see cref="NetworkAttribute.Init"/>.</summary>
    public Initialization Init { get; set; }

    /// <summary>The one number of <see cref="Init"/>: a standard deviation, a bound or a value.</summary>
    public double InitScale { get; set; }

    /// <summary>What L1·Σ|w| adds to the cost for the weights of this layer, not its biases; when not given, <see cref="NetworkAttribute.L1"/>.</summary>
    public double L1 { get; set; }

    /// <summary>What L2·Σ w² adds to the cost for the weights of this layer, not its biases; when not given, <see cref="NetworkAttribute.L2"/>.</summary>
    public double L2 { get; set; }

    /// <summary>
    /// The name of an <c>[Embedding]</c> or <c>[Dense]</c> before this layer whose weights are W here too: one matrix, whose gradient is the sum of
    /// both uses, and which is frozen, starts and costs as that layer says. The bias is this layer's own. Where the transposed matrix is what
    /// fits, as in the decoder of an autoencoder, it is that.
    /// </summary>
    /// <remarks>
    /// O. Press, L. Wolf: Using the Output Embedding to Improve Language Models, EACL 2017; P. Vincent and others: Stacked Denoising
    /// Autoencoders, JMLR 2010 (the transposed matrix in the decoder).
    /// </remarks>
    public string? Tied { get; set; }

    /// <summary>
    /// Whether W is the transposed matrix of the layer that <see cref="Tied"/> names; when not given, what its size says, and a square one is
    /// taken as it is.
    /// </summary>
    public bool Transposed { get; set; }

    /// <summary>Whether training leaves the parameters as they are: they have no gradient, and below the lowest layer that is trained nothing goes back.</summary>
    public bool Frozen { get; set; }

    /// <summary>A name for what comes out, by which <c>[Add]</c>, <c>[Concat]</c>, <c>[Multiply]</c> and <c>[From]</c> of later layers refer to it.</summary>
    public string? Name { get; set; }
}
