using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;

namespace DnnGen.Generator.Shapes;

/// <summary>A network in which every size, activation and loss is known and fits.</summary>
/// <param name="Declaration">What the user declared.</param>
/// <param name="Input">The shape of one example of X.</param>
/// <param name="Layers">The layers, from the first to the last.</param>
/// <param name="Loss">What training makes small.</param>
internal sealed record NetworkShape(NetworkDeclaration Declaration, TensorShape Input, EquatableArray<Layer> Layers, Loss Loss)
{
    /// <summary>n[0]: the features of one example.</summary>
    public int Inputs => Input.Size;

    public Layer Last => Layers[Layers.Count - 1];

    public int Outputs => Last.Units;

    /// <summary>Whether all layers are dense and take vectors: the network of the method.</summary>
    public bool IsDense { get; } = Layers.All(layer => layer is DenseLayer { IsOfSteps: false });

    /// <summary>The numbers in all W and b; the shape checks have seen to it that they fit into an <see cref="int"/>.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>The multiplications, each with its addition, that one prediction takes.</summary>
    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);
}
