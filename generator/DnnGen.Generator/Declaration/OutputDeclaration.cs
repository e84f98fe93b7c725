using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Declaration;

/// <summary>An output with a loss of its own.</summary>
/// <param name="Output">What it is called.</param>
/// <param name="Loss">The loss, where one was given.</param>
/// <param name="Weight">What its cost counts in that of the network.</param>
/// <param name="LabelSmoothing">ε: the part of every label that is spread evenly over the classes.</param>
/// <param name="ClassWeights">The weight of each class; null where none are given.</param>
internal sealed record OutputDeclaration(string Output, Loss? Loss, double Weight, double LabelSmoothing, EquatableArray<double>? ClassWeights) : LayerDeclaration;
