namespace DnnGen;

/// <summary>
/// Declares a neural network: the generator writes the forward, backward and update code of this partial class.
/// </summary>
/// <remarks>
/// <para>
/// <c>[Network(12288, 20, 7, 5, 1)]</c> is a stack of dense layers, sizes from input to output. The other spelling is
/// layer by layer: <c>[Network] [Input(12288)] [Dense(20)] … [Dense(1)]</c>. Both mean the same network.
/// </para>
/// <para>
/// What is not said is chosen to fit what is said: hidden layers use ReLU; the output activation follows the loss
/// (binary cross-entropy → sigmoid, categorical cross-entropy → softmax, KL divergence → log-softmax, any other → identity)
/// and the loss follows the output activation (sigmoid → binary cross-entropy, softmax → categorical cross-entropy,
/// log-softmax → KL divergence, any other → mean squared error). With neither, the network is the method's: sigmoid and binary cross-entropy.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>Declares a network whose layers stand beside this attribute, in source order.</summary>
    public NetworkAttribute()
    {
        Sizes = [];
    }

    /// <summary>Declares a stack of dense layers.</summary>
    /// <param name="sizes">Units of each layer n[0], n[1], …, n[L], from the input to the output; at least two.</param>
    public NetworkAttribute(params int[] sizes)
    {
        Sizes = sizes;
    }

    /// <summary>Units of each layer n[0], n[1], …, n[L]; empty when the layers stand in attributes of their own.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The activation of every layer but the last that names none itself; ReLU when not given.</summary>
    public Activation Hidden { get; set; } = Activation.ReLU;

    /// <summary>The activation of the last layer; when not given, the one that fits <see cref="Loss"/>, and sigmoid without either.</summary>
    public Activation Output { get; set; } = Activation.Sigmoid;

    /// <summary>What training makes small; when not given, the one that fits <see cref="Output"/>, and binary cross-entropy without either.</summary>
    public Loss Loss { get; set; } = Loss.BinaryCrossEntropy;

    /// <summary>
    /// ε: the part of every label that is spread evenly over the classes, 0 or more and less than 1, for example 0.1; for
    /// cross-entropies. y becomes (1 − ε)·y + ε/n for n classes, (1 − ε)·y + ε/2 for sigmoids. Costs and gradients have it, metrics have not.
    /// </summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// What the examples of each class count in the cost, class 0 first: J = Σ w·loss / Σ w, over examples and, for a sequence,
    /// steps. For one sigmoid (two classes), a softmax or a log-softmax with the loss that belongs to it; all count alike when not given.
    /// </summary>
    /// <remarks>It is an array, so that it can be written as <c>ClassWeights = new[] { 1.0, 2.5 }</c>.</remarks>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "An attribute takes no other list.")]
    public double[] ClassWeights { get; set; } = [];

    /// <summary>The number type of parameters and data; <see cref="Precision.Single"/> when not given.</summary>
    public Precision Precision { get; set; } = Precision.Single;
}
