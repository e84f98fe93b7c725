using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;

namespace DnnGen.Generator.Shapes;

/// <summary>A network in which every size, activation and loss is known and fits.</summary>
/// <param name="Declaration">What the user declared.</param>
/// <param name="Inputs">n[0]: the features of one example.</param>
/// <param name="Layers">The layers, from the first to the last.</param>
/// <param name="Loss">What training makes small.</param>
internal sealed record NetworkShape(NetworkDeclaration Declaration, int Inputs, EquatableArray<DenseLayer> Layers, Loss Loss)
{
    public DenseLayer Last => Layers[Layers.Count - 1];

    public int Outputs => Last.Units;

    /// <summary>The numbers in all W and b; the shape checks have seen to it that they fit into an <see cref="int"/>.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>The multiplications, each with its addition, that one prediction takes.</summary>
    public long MultiplyAdds => Layers.Sum(layer => (long)layer.Inputs * layer.Units);
}

/// <summary>A fully connected layer whose input and output are known.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Inputs">n[l−1].</param>
/// <param name="Units">n[l].</param>
/// <param name="Activation">g.</param>
internal sealed record DenseLayer(int Number, int Inputs, int Units, Activation Activation)
{
    public int WeightCount => Inputs * Units;

    public int ParameterCount => WeightCount + Units;
}
