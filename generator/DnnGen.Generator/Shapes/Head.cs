using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Shapes;

/// <summary>An output of the network, with the loss that it is trained on.</summary>
/// <param name="Name">What <c>[Output]</c> calls it; empty where none is declared.</param>
/// <param name="Layer">The layer that makes it.</param>
/// <param name="Loss">What training makes small.</param>
/// <param name="Row">The first of its rows where all outputs lie one below the other.</param>
/// <param name="LabelRow">The first of the rows of its labels where those of all outputs lie one below the other.</param>
internal sealed record Head(string Name, Layer Layer, Loss Loss, int Row, int LabelRow)
{
    /// <summary>What its cost counts in that of the network.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>ε: the part of every label that is spread evenly over the classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The weight of each class; null where all count alike.</summary>
    public EquatableArray<double>? ClassWeights { get; init; }

    /// <summary>The activation from which follows how the outputs are judged: what a binary cross-entropy takes are probabilities, whatever makes them.</summary>
    public Activation JudgedBy => Loss == Loss.BinaryCrossEntropy ? Activation.Sigmoid : Layer.Activation;

    /// <summary>The outputs of one example.</summary>
    public int Size => Layer.Units;

    /// <summary>The time steps of the output, each of which has a loss; 1 where it is no sequence.</summary>
    public int Steps => Layer.Output.Kind == TensorKind.Sequence ? Layer.Output.Time : 1;

    /// <summary>Whether a label is the number of a class.</summary>
    public bool LabelsAreClasses => Loss == Loss.SparseCategoricalCrossEntropy;

    /// <summary>The labels of one example.</summary>
    public int Labels => LabelsAreClasses ? Steps : Size;

    /// <summary>The outputs of one step: the classes where it decides among some.</summary>
    public int OutputsOfStep => Size / Steps;
}
