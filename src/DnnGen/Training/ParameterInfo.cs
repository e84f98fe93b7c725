namespace DnnGen;

/// <summary>What a matrix of parameters is in its layer.</summary>
public enum ParameterKind
{
    /// <summary>W: multiplies the input of the layer.</summary>
    Weights,

    /// <summary>b: is added to every example.</summary>
    Bias,

    /// <summary>γ of a normalization: multiplies what has been normalized. It starts at 1.</summary>
    Scale,

    /// <summary>The mean that a batch normalization has noted in training and predicts with. No step changes it.</summary>
    RunningMean,

    /// <summary>The variance that a batch normalization has noted in training and predicts with. No step changes it; it starts at 1.</summary>
    RunningVariance,

    /// <summary>The slope below zero of a ReLU that learns it. It starts at 0.25.</summary>
    Slope,
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

    /// <summary>Whether its layer is frozen: no step changes it, and it has no gradient.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>
    /// Of the input bias of an LSTM, what its second quarter, that of the forget gate, starts at; every other bias starts at 0.
    /// </summary>
    public double ForgetBias { get; init; }

    /// <summary>Whether this is noted in training and not stepped: a running mean or variance.</summary>
    public bool IsStatistic => Kind is ParameterKind.RunningMean or ParameterKind.RunningVariance;
}
