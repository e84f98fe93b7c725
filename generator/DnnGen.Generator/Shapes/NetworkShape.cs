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

    /// <summary>The time steps of the output, each of which has a loss; 1 where it is no sequence.</summary>
    public int OutputSteps => Last.Output.Kind == TensorKind.Sequence ? Last.Output.Time : 1;

    /// <summary>Whether a label is the number of a class.</summary>
    public bool LabelsAreClasses => Loss == Loss.SparseCategoricalCrossEntropy;

    /// <summary>The labels of one example: the rows of Y.</summary>
    public int Labels => LabelsAreClasses ? OutputSteps : Outputs;

    /// <summary>The outputs of one step: the classes where it decides among some.</summary>
    public int OutputsOfStep => Outputs / OutputSteps;

    /// <summary>What is done to labels or weighed by them beside the loss itself.</summary>
    public bool HasLossSettings => Declaration.LabelSmoothing != 0 || Declaration.ClassWeights is not null;

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
