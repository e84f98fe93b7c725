using DnnGen.Generator.Collections;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Declaration;

/// <summary>
/// A network as the user has declared it, whichever of the two spellings was used.
/// </summary>
/// <remarks>
/// Contract of this record and of everything it holds: strings, numbers and enums alone, compared by value. No symbol,
/// syntax node, compilation or location is kept, so that typing elsewhere re-runs nothing behind this point.
/// </remarks>
/// <param name="Class">The class to write the network into.</param>
/// <param name="Spelling">The declaration as text, for the header of the generated files.</param>
/// <param name="Layers">The input, then every layer, in order.</param>
/// <param name="Hidden">The activation of hidden layers that name none themselves, where one was given.</param>
/// <param name="Output">The activation of the last layer if it names none itself, where one was given.</param>
/// <param name="Loss">The loss, where one was given.</param>
/// <param name="Precision">The number type.</param>
internal sealed record NetworkDeclaration(
    ClassIdentity Class,
    string Spelling,
    EquatableArray<LayerDeclaration> Layers,
    Activation? Hidden,
    Activation? Output,
    Loss? Loss,
    Precision Precision)
{
    /// <summary>ε: the part of every label that is spread evenly over the classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The weight of each class; null where none are given.</summary>
    public EquatableArray<double>? ClassWeights { get; init; }

    /// <summary>How the weights start, where it was said.</summary>
    public Initialization? Init { get; init; }

    /// <summary>The one number of <see cref="Init"/>, where it was given.</summary>
    public double? InitScale { get; init; }

    /// <summary>L1 of L1·Σ|w|, where it was given.</summary>
    public double? L1 { get; init; }

    /// <summary>L2 of L2·Σ w², where it was given.</summary>
    public double? L2 { get; init; }

    /// <summary>The name of the network, with the place in a block where a layer comes from one: as sentences about the layer say it.</summary>
    public string NameAt(int layer) =>
        Layers[layer].Origin is { Path.Count: > 0 } origin ? $"{Class.Name} ({origin.Words})" : Class.Name;
}

/// <summary>One entry of the list of layers.</summary>
internal abstract record LayerDeclaration
{
    /// <summary>What later layers call its output; null where it has no name.</summary>
    public string? Name { get; init; }

    /// <summary>How its weights start, where it was said.</summary>
    public Initialization? Init { get; init; }

    /// <summary>The one number of <see cref="Init"/>, where it was given.</summary>
    public double? InitScale { get; init; }

    /// <summary>L1 of L1·Σ|w|, where it was given.</summary>
    public double? L1 { get; init; }

    /// <summary>L2 of L2·Σ w², where it was given.</summary>
    public double? L2 { get; init; }

    /// <summary>Whether training leaves its parameters as they are.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Where it was declared; null where the list of layers is the list of attributes.</summary>
    public LayerOrigin? Origin { get; init; }
}

/// <summary>The input: the shape of one example.</summary>
internal sealed record InputDeclaration(TensorShape Shape) : LayerDeclaration;

/// <summary>A fully connected layer.</summary>
internal sealed record DenseDeclaration(int Units, Activation? Activation) : LayerDeclaration
{
    /// <summary>The name of the layer whose weights it takes; null where it has its own.</summary>
    public string? Tied { get; init; }

    /// <summary>Whether it takes them transposed, where it was said.</summary>
    public bool? Transposed { get; init; }
}

/// <summary>A convolution over images; <see cref="Same"/> as its padding means as many zeros as keep the size.</summary>
internal sealed record ConvolutionDeclaration(
    int Filters, int KernelHeight, int KernelWidth, int Stride, int Padding, int Dilation, int Groups, Activation? Activation) : LayerDeclaration
{
    /// <summary><c>Padding.Same</c> of the runtime.</summary>
    public const int Same = int.MinValue;
}

/// <summary>A pooling layer over images.</summary>
internal sealed record PoolDeclaration(PoolKind Kind, int Window, int Stride, int Padding) : LayerDeclaration;

/// <summary>A pooling layer with the whole image as its window.</summary>
internal sealed record GlobalPoolDeclaration(PoolKind Kind) : LayerDeclaration;

/// <summary>An image made larger.</summary>
internal sealed record UpsampleDeclaration(int Scale) : LayerDeclaration;

/// <summary>A vector made of whatever comes in.</summary>
internal sealed record FlattenDeclaration : LayerDeclaration;

/// <summary>The same numbers in another shape.</summary>
internal sealed record ReshapeDeclaration(TensorShape Shape) : LayerDeclaration;

/// <summary>An activation as a layer of its own; null where its value is none.</summary>
internal sealed record ActivationDeclaration(Activation? Activation) : LayerDeclaration;

/// <summary>A ReLU with learned slopes.</summary>
internal sealed record PReLUDeclaration(bool IsShared) : LayerDeclaration;

/// <summary>Numbers that are dropped by chance in training.</summary>
internal sealed record DropoutDeclaration(double Rate, int Seed) : LayerDeclaration;

/// <summary>A normalization.</summary>
internal sealed record NormDeclaration(NormKind Kind, int Groups, double Epsilon, double Momentum) : LayerDeclaration
{
    /// <summary>ε when none is given.</summary>
    public const double StandardEpsilon = 1e-5;

    /// <summary>The momentum when none is given.</summary>
    public const double StandardMomentum = 0.1;
}

/// <summary>Named outputs in one: the one before and another, or, one after the other, all that are named.</summary>
internal sealed record CombineDeclaration(CombineKind Kind, EquatableArray<string> Others) : LayerDeclaration;

/// <summary>The beginning of a branch.</summary>
internal sealed record BranchDeclaration(string Other) : LayerDeclaration;

/// <summary>The class that the generated code continues.</summary>
/// <param name="Namespace">Its namespace, empty for none, every part escaped where it is a keyword.</param>
/// <param name="ContainingTypes">The types around it from the outermost, as their partial declarations are written: <c>partial class Outer&lt;T&gt;</c>.</param>
/// <param name="Name">Its name as a reader sees it.</param>
/// <param name="FileName">Namespace, containing types and name, for the names of the generated files.</param>
/// <param name="DeclaresConstructor">Whether the user has written a constructor without parameters.</param>
/// <param name="QualifyNames">Whether short names such as <c>Matrix</c> mean something else where the class stands.</param>
internal sealed record ClassIdentity(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string FileName,
    bool DeclaresConstructor,
    bool QualifyNames)
{
    /// <summary>The name as it is written in code.</summary>
    public string Identifier => Identifiers.Escape(Name);
}
