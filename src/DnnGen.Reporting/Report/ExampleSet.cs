using System.Numerics;

namespace DnnGen.Reporting;

/// <summary>Examples with labels and a name: <c>new("test", x, y)</c>.</summary>
/// <typeparam name="T">The number type of the network.</typeparam>
/// <param name="Name">What they are called: <c>training</c>, <c>test</c>, ….</param>
/// <param name="X">X, (InputSize × m); several inputs one below the other, as <c>StackInputs</c> of the network makes them.</param>
/// <param name="Y">Y, (LabelSize × m); those of several outputs one below the other, as <c>StackLabels</c> makes them.</param>
public sealed record ExampleSet<T>(string Name, Matrix<T> X, Matrix<T> Y)
    where T : unmanaged, IFloatingPointIeee754<T>;
