using System.Globalization;

namespace DnnGen.Generator.Differentiation;

/// <summary>What a matrix of the passes is.</summary>
internal enum ValueKind
{
    /// <summary>X, the input.</summary>
    Input,

    /// <summary>Y, the labels.</summary>
    Labels,

    /// <summary>W of a layer.</summary>
    Weights,

    /// <summary>b of a layer.</summary>
    Bias,

    /// <summary>Z of a layer: its linear part, the logits in the last one.</summary>
    PreActivation,

    /// <summary>A of a layer.</summary>
    Activation,

    /// <summary>J, the cost.</summary>
    Cost,

    /// <summary>AL, where several outputs lie one below the other.</summary>
    Outputs,

    /// <summary>What a layer keeps of its forward pass beside its output, or needs for a moment on the way back.</summary>
    Kept,
}

/// <summary>A matrix of the passes, by its letter and layer, or the gradient of the cost with respect to it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Layer">Its layer.</param>
/// <param name="IsGradient">Whether it is the gradient with respect to it.</param>
/// <param name="Part">Of a gradient that several layers have a part in, the layer whose part this is; 0 for the whole.</param>
/// <param name="Word">Of what a layer keeps, its name: <c>Gates</c>; of inputs and labels, the name of the input or output.</param>
internal sealed record Value(ValueKind Kind, int Layer, bool IsGradient = false, int Part = 0, string Word = "")
{
    /// <summary>X.</summary>
    public static Value X { get; } = new(ValueKind.Input, 0);

    /// <summary>Another input than the first, by its name.</summary>
    public static Value Source(string name) => new(ValueKind.Input, 0, Word: name);

    /// <summary>The labels of an output, by its name; Y where there is one that has none.</summary>
    public static Value Y(string output) => new(ValueKind.Labels, 0, Word: output);

    /// <summary>All outputs, one below the other.</summary>
    public static Value AL { get; } = new(ValueKind.Outputs, 0);

    /// <summary>J.</summary>
    public static Value J { get; } = new(ValueKind.Cost, 0);

    public static Value W(int layer) => new(ValueKind.Weights, layer);

    public static Value B(int layer) => new(ValueKind.Bias, layer);

    public static Value Z(int layer) => new(ValueKind.PreActivation, layer);

    /// <summary>A of a layer; A0 is X.</summary>
    public static Value A(int layer) => layer == 0 ? X : new(ValueKind.Activation, layer);

    /// <summary>What a layer keeps beside its output.</summary>
    public static Value Kept(int layer, string word) => new(ValueKind.Kept, layer, Word: word);

    /// <summary>The gradient of the cost with respect to this value.</summary>
    public Value Gradient => this with { IsGradient = true };

    /// <summary>The method's name: <c>W1</c>, <c>dZ4</c>, <c>X</c>.</summary>
    public string Name => (IsGradient ? "d" : "") + Kind switch
    {
        ValueKind.Input => Word.Length == 0 ? "X" : Word,
        ValueKind.Labels => "Y",
        ValueKind.Outputs => "AL",
        ValueKind.Weights => "W",
        ValueKind.Bias => "b",
        ValueKind.PreActivation => "Z",
        ValueKind.Activation => "A",
        ValueKind.Kept => Word,
        _ => "J",
    } + (Layer == 0 ? "" : Layer.ToString(CultureInfo.InvariantCulture))
        + (Part == 0 ? "" : "_" + Part.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => Name;
}
