using System.Globalization;
using System.Text.RegularExpressions;

using DnnGen.Generator.Differentiation;
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
        Activation.LogSoftmax => "LOG SOFTMAX",
        Activation.ELU => "ELU",
        Activation.SELU => "SELU",
        Activation.GELUTanh => "GELU BY TANH",
        Activation.SiLU => "SILU",
        Activation.Mish => "MISH",
        Activation.HardSigmoid => "HARD SIGMOID",
        Activation.HardSwish => "HARD SWISH",
        Activation.Softplus => "SOFTPLUS",
        Activation.Softsign => "SOFTSIGN",
        Activation.ReLU6 => "RELU6",
        _ => "",
    };

    /// <summary>LINEAR → RELU, or LINEAR alone; MAX POOL 2×2.</summary>
    public static string Caption(Layer layer) => layer.IsFrozen ? $"{Operation(layer)}, FROZEN" : Operation(layer);

    /// <summary>The same in small letters, as a table of layers says it; names stay as they are.</summary>
    public static string InSmallLetters(Layer layer)
    {
        string caption = Caption(layer), name = layer is InputLayer input ? input.Name : layer is OutputLayer output ? output.Name : "";
        int at = name.Length == 0 ? -1 : caption.IndexOf(' ') + 1;
        return at < 0 ? caption.ToLowerInvariant() : caption.Substring(0, at).ToLowerInvariant() + name + caption.Substring(at + name.Length).ToLowerInvariant();
    }

    private static string Operation(Layer layer) => layer switch
    {
        DenseLayer or ConvolutionLayer => layer.Activation == Activation.Identity
            ? LinearCaption(layer)
            : $"{LinearCaption(layer)} → {Caption(layer.Activation)}",
        PoolLayer { IsGlobal: true } pool => $"GLOBAL {Caption(pool.Kind)} POOL",
        PoolLayer pool => $"{Caption(pool.Kind)} POOL {Number(pool.WindowHeight)}×{Number(pool.WindowWidth)}",
        ReshapeLayer { IsFlatten: true } => "FLATTEN",
        ReshapeLayer => "RESHAPE",
        CombineLayer combine => $"{combine.Kind.ToString().ToUpperInvariant()} {string.Join(", ", combine.Sources.Select(source => Value.A(source).Name))}",
        BranchLayer branch => $"FROM {Value.A(branch.Source).Name}",
        InputLayer input => $"INPUT {input.Name}",
        OutputLayer output => $"OUTPUT {output.Name}" + (output.IsApart ? $", {Value.A(output.Source).Name}" : ""),
        NormLayer { Kind: NormKind.Group } norm => $"GROUP NORM {Number(norm.Groups)}",
        NormLayer norm => $"{norm.Kind.ToString().ToUpperInvariant()} NORM",
        ActivationLayer => layer.Activation == Activation.Identity ? "IDENTITY" : Caption(layer.Activation),
        KernelLayer kernel => kernel.Caption,
        DropoutLayer dropout => $"DROPOUT {dropout.Rate.ToString("R", CultureInfo.InvariantCulture)}",
        _ => throw new InvalidOperationException($"There is no caption for {layer.GetType().Name}."),
    };

    /// <summary>LINEAR, or CONV 3×3.</summary>
    public static string LinearCaption(Layer layer) =>
        layer is DenseLayer { Tied: { } tied } dense ? $"{LinearCaption(dense with { Tied = null })}, TIED TO LAYER {Number(tied.Owner)}{(tied.IsTransposed ? ", TRANSPOSED" : "")}"
        : layer is ConvolutionLayer convolution ? $"{(convolution.IsDepthwise ? "DEPTHWISE CONV" : convolution.IsTransposed ? "CONV TRANSPOSE" : "CONV")} {convolution.Window}"
        : layer is DenseLayer { IsOfSteps: true } ? "LINEAR AT EACH STEP"
        : "LINEAR";

    private static string Caption(PoolKind kind) => kind == PoolKind.Max ? "MAX" : "AVERAGE";

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
        Activation.LogSoftmax => $"dA{layer} − exp(A{layer}) ∘ Σ dA{layer}",
        Activation.ELU => $"dA{layer} where A{layer} > 0, else dA{layer} ∘ (A{layer} + 1)",
        Activation.SELU => $"λ·dA{layer} where A{layer} > 0, else dA{layer} ∘ (A{layer} + λ·α)",
        Activation.HardSigmoid => $"dA{layer}/6 where 0 < A{layer} < 1, else 0",
        Activation.Softplus => $"dA{layer} ∘ (1 − exp(−A{layer}))",
        Activation.Softsign => $"dA{layer} ∘ (1 − |A{layer}|)²",
        Activation.ReLU6 => $"dA{layer} where 0 < A{layer} < 6, else 0",
        _ => $"dA{layer} ∘ {Function(activation)}′(Z{layer})",
    };

    /// <summary>The cost in symbols; of a sequence over its steps, and with the weights of the classes.</summary>
    public static string Cost(Head head, LossKernelKind loss)
    {
        string mean = head.Steps == 1 ? "1/m" : "1/(m·T)";
        string formula = Cost(loss).Replace("1/m", head.ClassWeights is null ? mean : "1/Σw").Replace("·Σ ", head.ClassWeights is null ? "·Σ " : "·Σ w·");
        return (head.LabelSmoothing == 0 ? formula : formula.Replace("log a_y", "y′·log a").Replace("y·", "y′·").Replace("1 − y)", "1 − y′)"))
            + (head.Steps == 1 ? "" : $", T = {Number(head.Steps)} steps")
            + (head.LabelSmoothing == 0 ? "" : $", y′ = {Smoothed(head, loss)}")
            + (head.ClassWeights is null ? "" : ", w of the class");
    }

    /// <summary>(1 − ε)·y + ε/n with its numbers.</summary>
    private static string Smoothed(Head head, LossKernelKind loss)
    {
        double smoothing = head.LabelSmoothing;
        string label = loss == LossKernelKind.SparseSoftmaxCrossEntropy ? "onehot(y)" : "y";
        int classes = loss is LossKernelKind.SigmoidCrossEntropy or LossKernelKind.BinaryCrossEntropy ? 2 : head.OutputsOfStep;
        return $"{(1 - (decimal)smoothing).ToString(CultureInfo.InvariantCulture)}·{label} + {((decimal)smoothing).ToString(CultureInfo.InvariantCulture)}/{Number(classes)}";
    }

    private static string Cost(LossKernelKind loss) => loss switch
    {
        LossKernelKind.SigmoidCrossEntropy => "J = −1/m·Σ (y·log a + (1 − y)·log(1 − a))",
        LossKernelKind.BinaryCrossEntropy => "J = −1/m·Σ (y·log a + (1 − y)·log(1 − a)), log at least −100",
        LossKernelKind.SoftmaxCrossEntropy => "J = −1/m·Σ y·log a",
        LossKernelKind.SparseSoftmaxCrossEntropy => "J = −1/m·Σ log a_y",
        LossKernelKind.MeanAbsoluteError => "J = 1/m·Σ 1/n·|a − y|",
        LossKernelKind.Huber => "J = 1/m·Σ 1/n·h(a − y), h(d) = ½d² for |d| ≤ 1, else |d| − ½",
        LossKernelKind.Hinge => "J = 1/m·Σ 1/n·max(0, 1 − y·a)",
        LossKernelKind.KLDivergence => "J = 1/m·Σ y·(log y − a)",
        LossKernelKind.CosineDistance => "J = 1/m·Σ (1 − a·y/(‖a‖·‖y‖))",
        _ => "J = 1/m·Σ 1/n·(a − y)²",
    };

    /// <summary>The cost in words, with what is done to labels or weighed by them.</summary>
    public static string Name(Head head, LossKernelKind loss)
    {
        string[] settings =
        [
            .. head.LabelSmoothing == 0 ? [] : new[] { $"label smoothing {head.LabelSmoothing.ToString("R", CultureInfo.InvariantCulture)}" },
            .. head.ClassWeights is null ? [] : new[] { "class weights" },
        ];
        return Name(loss) + (settings.Length == 0 ? "" : " with " + string.Join(" and ", settings));
    }

    private static string Name(LossKernelKind loss) => loss switch
    {
        LossKernelKind.SigmoidCrossEntropy or LossKernelKind.BinaryCrossEntropy => "binary cross-entropy",
        LossKernelKind.SoftmaxCrossEntropy => "categorical cross-entropy",
        LossKernelKind.SparseSoftmaxCrossEntropy => "sparse categorical cross-entropy",
        LossKernelKind.MeanAbsoluteError => "mean absolute error",
        LossKernelKind.Huber => "Huber loss",
        LossKernelKind.Hinge => "hinge loss",
        LossKernelKind.KLDivergence => "Kullback–Leibler divergence",
        LossKernelKind.CosineDistance => "cosine distance",
        _ => "mean squared error",
    };

    /// <summary>The gradient of the loss: what it is of, and its formula.</summary>
    public static (string Caption, string Formula) Gradient(Head head, LossKernelKind loss, int layer)
    {
        var (caption, formula) = Gradient(loss, layer, head.OutputsOfStep);
        formula = head.LabelSmoothing == 0 ? formula : formula.Replace("onehot(Y)", "Y′").Replace("− Y", "− Y′");
        string weight = head.Weight.Equals(1) ? "" : $"{head.Weight.ToString("R", CultureInfo.InvariantCulture)}·";
        string factor = weight + (head.ClassWeights is not null ? "w·m/Σw ∘ " : head.Steps == 1 ? "" : $"1/{Number(head.Steps)}·");
        int equals = formula.IndexOf("= ", StringComparison.Ordinal) + 2;
        string right = formula.Substring(equals);
        return (caption, factor.Length == 0 ? formula : formula.Substring(0, equals) + factor + (IsProduct(right) ? right : $"({right})"));
    }

    /// <summary>Whether a factor before a formula is one of all of it: nothing is added outside of brackets.</summary>
    private static bool IsProduct(string formula) => !Regex.Replace(formula, @"\([^()]*\)", "()").Contains(" ");

    /// <summary>The same of an example that is no sequence, without smoothing and weights.</summary>
    public static (string Caption, string Formula) Gradient(LossKernelKind loss, int layer, int outputs) => loss switch
    {
        LossKernelKind.SigmoidCrossEntropy => ("SIGMOID and cross-entropy", $"dZ{layer} = A{layer} − Y"),
        LossKernelKind.BinaryCrossEntropy => ("cross-entropy", $"dA{layer} = (A{layer} − Y) / (A{layer} ∘ (1 − A{layer}))"),
        LossKernelKind.SoftmaxCrossEntropy => ("SOFTMAX and cross-entropy", $"dZ{layer} = A{layer} − Y"),
        LossKernelKind.SparseSoftmaxCrossEntropy => ("SOFTMAX and cross-entropy", $"dZ{layer} = A{layer} − onehot(Y)"),
        LossKernelKind.MeanAbsoluteError => ("absolute error", $"dA{layer} = {Mean(outputs)}sign(A{layer} − Y)"),
        LossKernelKind.Huber => ("Huber loss", $"dA{layer} = {Mean(outputs)}min(max(A{layer} − Y, −1), 1)"),
        LossKernelKind.Hinge => ("hinge loss", $"dA{layer} = −{Mean(outputs)}Y where Y ∘ A{layer} < 1, else 0"),
        LossKernelKind.KLDivergence => ("divergence", $"dA{layer} = −Y"),
        LossKernelKind.CosineDistance => ("cosine distance", $"dA{layer} = (cos·A{layer}/‖A{layer}‖ − Y/‖Y‖) / ‖A{layer}‖"),
        _ => ("squared error", $"dA{layer} = 2/{Number(outputs)}·(A{layer} − Y)"),
    };

    /// <summary>(20 × 12288).</summary>
    public static string Size(int rows, int columns) => $"({Number(rows)} × {Number(columns)})";

    /// <summary>(20 × m).</summary>
    public static string Size(int rows) => $"({Number(rows)} × m)";

    /// <summary>(8 × 26 × 26 × m).</summary>
    public static string Size(TensorShape shape) => $"({shape.Text} × m)";

    /// <summary>A number without separators.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A real number as a literal of a double: 0.1, 2.0.</summary>
    public static string Real(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Any(letter => letter is '.' or 'E') ? text : text + ".0";
    }

    /// <summary>A number with separators, for people: 245,780.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The factor of a mean over the outputs, 1/n·, which one output does not have.</summary>
    private static string Mean(int outputs) => outputs == 1 ? "" : $"1/{Number(outputs)}·";

    private static string Function(Activation activation) => activation switch
    {
        Activation.ReLU => "relu",
        Activation.LeakyReLU => "leakyRelu",
        Activation.Tanh => "tanh",
        Activation.Sigmoid => "σ",
        Activation.Softmax => "softmax",
        Activation.LogSoftmax => "logSoftmax",
        Activation.ELU => "elu",
        Activation.SELU => "selu",
        Activation.GELUTanh => "geluTanh",
        Activation.SiLU => "silu",
        Activation.Mish => "mish",
        Activation.HardSigmoid => "hardSigmoid",
        Activation.HardSwish => "hardSwish",
        Activation.Softplus => "softplus",
        Activation.Softsign => "softsign",
        Activation.ReLU6 => "relu6",
        _ => "gelu",
    };
}
