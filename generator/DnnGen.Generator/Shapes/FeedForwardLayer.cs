using System.Globalization;

using DnnGen.Generator.Collections;
using DnnGen.Generator.Emission;
using DnnGen.Generator.Planning;

namespace DnnGen.Generator.Shapes;

/// <summary>Two dense layers with an activation between them, back to as many features as came in.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Input">A vector, or a sequence of which each step is taken alone.</param>
/// <param name="Hidden">The units between the two.</param>
/// <param name="Function">The activation between them.</param>
internal sealed record FeedForwardLayer(int Number, TensorShape Input, int Hidden, Activation Function) : KernelLayer(Number, Input, Input)
{
    public override string Kernel => "FeedForwardKernel";

    public override string ShapeInterface => "IFeedForwardShape";

    public override EquatableArray<SizeConstant> Sizes => new([new("Features", F), new("Hidden", Hidden)]);

    public override IReadOnlyList<Activation> Functions => [Function];

    public override EquatableArray<ParameterMatrix> Parameters => new(
    [
        new($"FeedForward{L}HiddenWeights", "Weights", Hidden, F, Hidden, $"W{L}, the weights of the hidden units"),
        new($"FeedForward{L}HiddenBias", "Bias", Hidden, 1, Hidden, $"b{L}, their bias"),
        new($"FeedForward{L}OutputWeights", "Weights", F, Hidden, F, $"V{L}, the weights of the outputs"),
        new($"FeedForward{L}OutputBias", "Bias", F, 1, F, $"c{L}, their bias"),
    ]);

    public override EquatableArray<KeptMatrix> Kept => Planner.NeedsPreActivation(Function)
        ? new([new("Linear", HiddenOfExample, "the linear part of the hidden units"), HiddenUnits])
        : new([HiddenUnits]);

    public override EquatableArray<KeptMatrix> BackwardScratch => new([HiddenUnits]);

    /// <summary>Each step is taken alone: nothing is remembered.</summary>
    public override EquatableArray<KeptMatrix>? StepState => Input.Kind == TensorKind.Sequence ? default(EquatableArray<KeptMatrix>) : null;

    public override long MultiplyAdds => 2L * Units * Hidden;

    public override string Caption => $"FEED FORWARD {Hidden.ToString(CultureInfo.InvariantCulture)}{(Function == Activation.Identity ? "" : " → " + Formulas.Caption(Function))}";

    public override string ForwardFormula(string operand) => $"V{L}·h + c{L}, h = {Formulas.Apply(Function, $"W{L}·{operand} + b{L}")}";

    public override string OperandGradientFormula(string outputGradient) => $"W{L}ᵀ·dz, dz = V{L}ᵀ·{outputGradient}{(Function == Activation.Identity ? "" : " ∘ g′(z)")}";

    public override EquatableArray<ParameterGradientFormula> ParameterGradientFormulas(string outputGradient, string operand) => new(
    [
        new($"W{L}", $"Σ dz·{operand}ᵀ", Size(Hidden, F)),
        new($"b{L}", "Σ dz", Size(Hidden, 1)),
        new($"V{L}", $"Σ {outputGradient}·hᵀ", Size(F, Hidden)),
        new($"c{L}", $"Σ {outputGradient}", Size(F, 1)),
    ]);

    private int F => Input.Features;

    private int HiddenOfExample => Input.Size / F * Hidden;

    private KeptMatrix HiddenUnits => new("Hidden", HiddenOfExample, "the hidden units");

    private string L => Number.ToString(CultureInfo.InvariantCulture);

    private static string Size(int rows, int columns) => $"({rows.ToString(CultureInfo.InvariantCulture)} × {columns.ToString(CultureInfo.InvariantCulture)})";
}
