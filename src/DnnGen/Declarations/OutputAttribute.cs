namespace DnnGen;

/// <summary>
/// An output of the network, with a loss of its own. A network without any has one: what comes out of its last layer, with the loss
/// of <c>[Network]</c>.
/// </summary>
/// <remarks>
/// It stands behind the layer that makes it, or anywhere after it, where that layer has the same <c>Name</c>; layers after it go on
/// from there. With several outputs the cost is J = Σ <see cref="Weight"/>·(the cost of each), the generated methods take labels for each,
/// <c>yDigit</c> for one called <c>digit</c>, and give back all, as <c>Outputs.Digit</c>. Where all labels are one matrix, as in a
/// <see cref="IBatchSource{T}"/>, they lie one below the other in the order of these attributes.
/// </remarks>
/// <param name="name">What it is called: a letter, then letters, digits and underscores, for members of the generated class are called after it.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class OutputAttribute(string name) : Attribute
{
    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>What training makes small; when not given, the one that fits the activation, and binary cross-entropy without either.</summary>
    public Loss Loss { get; set; } = Loss.BinaryCrossEntropy;

    /// <summary>What its cost counts in the cost of the network: a finite number above 0; 1 when not given.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>ε: the part of every label that is spread evenly over the classes, as <see cref="NetworkAttribute.LabelSmoothing"/> of a network with one output.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// What the examples of each class count in its cost, class 0 first, as <see cref="NetworkAttribute.ClassWeights"/> of a network with one output.
    /// Where there are several outputs, costs over several mini-batches are means that count each by its examples.
    /// </summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "An attribute takes no other list.")]
    public double[] ClassWeights { get; set; } = [];
}
