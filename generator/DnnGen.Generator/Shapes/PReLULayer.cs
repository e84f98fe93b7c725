using System.Globalization;

using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Shapes;

/// <summary>A ReLU with a learned slope for each channel, unit or feature, or with one for all.</summary>
internal sealed record PReLULayer(int Number, TensorShape Input, bool IsShared) : KernelLayer(Number, Input, Input)
{
    private string L => Number.ToString(CultureInfo.InvariantCulture);

    private int Slopes => IsShared ? 1 : Input.Kind == TensorKind.Image ? Input.Channels : Input.Features;

    public override string Kernel => "PReLUKernel";

    public override string ShapeInterface => "IPReLUShape";

    public override EquatableArray<SizeConstant> Sizes => new(
    [
        new("Slopes", Slopes), new("Pixels", IsShared ? Input.Size : Input.Kind == TensorKind.Image ? Input.Height * Input.Width : 1),
    ]);

    public override EquatableArray<ParameterMatrix> Parameters => new(
    [
        new($"PReLU{L}Slopes", "Slope", Slopes, 1, Slopes, $"the slopes of layer {L} below zero"),
    ]);

    public override bool TakesFrozenAsDefault => true;

    /// <summary>Each step is taken alone: nothing is remembered.</summary>
    public override EquatableArray<KeptMatrix>? StepState => Input.Kind == TensorKind.Sequence ? default(EquatableArray<KeptMatrix>) : null;

    public override string Caption => "PRELU";

    public override string ForwardFormula(string operand) => $"max({operand}, 0) + s{L}·min({operand}, 0)";

    public override string OperandGradientFormula(string outputGradient) => $"{outputGradient} where {Differentiation.Value.A(Number - 1)} > 0, else s{L}·{outputGradient}";

    public override EquatableArray<ParameterGradientFormula> ParameterGradientFormulas(string outputGradient, string operand) => new(
    [
        new($"s{L}", $"Σ {outputGradient} ∘ min({operand}, 0)", $"({Slopes.ToString(CultureInfo.InvariantCulture)} × 1)"),
    ]);
}
