using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;

namespace DnnGen.Generator.Shapes;

/// <summary>A network in which every size, activation and loss is known and fits.</summary>
/// <param name="Declaration">What the user declared.</param>
/// <param name="Sources">The inputs, in the order of their declarations.</param>
/// <param name="Layers">The layers, from the first to the last.</param>
/// <param name="Heads">The outputs, in the order of their declarations.</param>
internal sealed record NetworkShape(
    NetworkDeclaration Declaration, EquatableArray<NetworkInput> Sources, EquatableArray<Layer> Layers, EquatableArray<Head> Heads)
{
    /// <summary>The shape of one example of the first input, which is X where there is one alone.</summary>
    public TensorShape Input => Sources[0].Shape;

    /// <summary>n[0]: the features of one example, of all inputs together.</summary>
    public int Inputs => Sources.Sum(source => source.Size);

    /// <summary>The layer that makes the output; of several, the first.</summary>
    public Layer Last => Heads[0].Layer;

    /// <summary>The outputs for one example, of all heads together.</summary>
    public int Outputs => Heads.Sum(head => head.Size);

    /// <summary>The labels of one example, of all heads together: the rows of Y.</summary>
    public int Labels => Heads.Sum(head => head.Labels);

    /// <summary>Whether methods take each input or give each output by its name.</summary>
    public bool HasSeveral => Sources.Count > 1 || Heads.Count > 1;

    /// <summary>Whether any layer makes something of what comes out of one.</summary>
    public bool IsRead(Layer layer) => Layers.Any(reader => reader.Operands.Contains(layer.Number) && (reader is not OutputLayer || IsRead(reader)));

    /// <summary>What is done to labels or weighed by them beside the losses themselves.</summary>
    public bool HasLossSettings => Heads.Any(head => head.LabelSmoothing != 0 || head.ClassWeights is not null);

    /// <summary>Whether all layers are dense, take vectors and have weights of their own: the network of the method.</summary>
    public bool IsDense { get; } = Layers.All(layer => layer is DenseLayer { IsOfSteps: false, Tied: null });

    /// <summary>The numbers in all W and b; the shape checks have seen to it that they fit into an <see cref="int"/>.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>The parameters that training changes.</summary>
    public int TrainedCount => Layers.Where(layer => layer.IsTrained).Sum(layer => layer.ParameterCount);

    /// <summary>Whether large weights cost anything.</summary>
    public bool HasPenalty => Layers.Any(layer => layer.Penalty is not null);

    /// <summary>Whether training leaves a layer with parameters as it is.</summary>
    public bool HasFrozen => Layers.Any(layer => layer.IsFrozen);

    /// <summary>The multiplications, each with its addition, that one prediction takes.</summary>
    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);
}
