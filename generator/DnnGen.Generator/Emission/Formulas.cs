using System.Globalization;

using DnnGen.Generator.Planning;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>The method's own words and formulas, as they stand in the comments of generated code.</summary>
internal static class Formulas
{
    /// <summary>RELU, SIGMOID, …</summary>
    public static string Caption(Activation activation) => activation switch
    {
        Activation.ReLU => "RELU",
        Activation.LeakyReLU => "LEAKY RELU",
        Activation.Tanh => "TANH",
        Activation.Sigmoid => "SIGMOID",
        Activation.Softmax => "SOFTMAX",
        Activation.GELU => "GELU",
        _ => "",
    };

    /// <summary>LINEAR → RELU, or LINEAR alone.</summary>
    public static string Caption(DenseLayer layer) =>
        layer.Activation == Activation.Identity ? "LINEAR" : "LINEAR → " + Caption(layer.Activation);

    /// <summary>g(z) in symbols: relu(…), σ(…).</summary>
    public static string Apply(Activation activation, string operand) => activation switch
    {
        Activation.Identity => operand,
        _ => $"{Function(activation)}({operand})",
    };

    /// <summary>dA ∘ g′(Z) in symbols, as it is computed.</summary>
    public static string Derivative(Activation activation, int layer) => activation switch
    {
        Activation.ReLU => $"dA{layer} where A{layer} > 0, else 0",
        Activation.LeakyReLU => $"dA{layer} where A{layer} > 0, else 0.01·dA{layer}",
        Activation.Tanh => $"dA{layer} ∘ (1 − A{layer}²)",
        Activation.Sigmoid => $"dA{layer} ∘ A{layer} ∘ (1 − A{layer})",
        Activation.Softmax => $"A{layer} ∘ (dA{layer} − Σ dA{layer} ∘ A{layer})",
        _ => $"dA{layer} ∘ gelu′(Z{layer})",
    };

    /// <summary>The cost in symbols.</summary>
    public static string Cost(LossKernelKind loss) => loss switch
    {
        LossKernelKind.SigmoidCrossEntropy => "J = −1/m·Σ (y·log a + (1 − y)·log(1 − a))",
        LossKernelKind.SoftmaxCrossEntropy => "J = −1/m·Σ y·log a",
        _ => "J = 1/m·Σ 1/n·(a − y)²",
    };

    /// <summary>The cost in words.</summary>
    public static string Name(LossKernelKind loss) => loss switch
    {
        LossKernelKind.SigmoidCrossEntropy => "binary cross-entropy",
        LossKernelKind.SoftmaxCrossEntropy => "categorical cross-entropy",
        _ => "mean squared error",
    };

    /// <summary>(20 × 12288).</summary>
    public static string Size(int rows, int columns) => $"({Number(rows)} × {Number(columns)})";

    /// <summary>(20 × m).</summary>
    public static string Size(int rows) => $"({Number(rows)} × m)";

    /// <summary>A number without separators.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with separators, for people: 245,780.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Function(Activation activation) => activation switch
    {
        Activation.ReLU => "relu",
        Activation.LeakyReLU => "leakyRelu",
        Activation.Tanh => "tanh",
        Activation.Sigmoid => "σ",
        Activation.Softmax => "softmax",
        _ => "gelu",
    };
}
