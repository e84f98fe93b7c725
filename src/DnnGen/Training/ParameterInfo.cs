namespace DnnGen;

/// <summary>What a matrix of parameters is in its layer.</summary>
public enum ParameterKind
{
    /// <summary>W: multiplies the input of the layer.</summary>
    Weights,

    /// <summary>b: is added to every example.</summary>
    Bias,
}

/// <summary>Where one matrix of parameters lies in a <see cref="ParameterSet{T}"/>, and what it is.</summary>
/// <param name="Name">Its name in the generated class and in files: <c>W1</c>, <c>b1</c>, ….</param>
/// <param name="Kind">Weights or bias.</param>
/// <param name="Rows">Rows: the units of the layer.</param>
/// <param name="Columns">Columns: the inputs of the layer for weights, 1 for a bias.</param>
/// <param name="Offset">The place of its first number in the buffer; row follows row from there.</param>
/// <param name="Activation">The activation that follows, from which the default initialization is chosen.</param>
public sealed record ParameterInfo(string Name, ParameterKind Kind, int Rows, int Columns, int Offset, Activation Activation)
{
    /// <summary>
    /// The outputs that each input reaches, n in Xavier's formula: the units of a layer, or of a convolution its filters times the places of
    /// its window. The inputs that each output has, n_prev, are the columns.
    /// </summary>
    public int FanOut { get; init; } = Rows;
}
