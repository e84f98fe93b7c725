using System.Globalization;

using DnnGen.Generator.Collections;
using DnnGen.Generator.Emission;
using DnnGen.Generator.Planning;

namespace DnnGen.Generator.Shapes;

/// <summary>A convolution over sequences.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Input">Time × features.</param>
/// <param name="Output">Time × filters.</param>
/// <param name="Window">Steps of the window.</param>
/// <param name="Stride">By how many steps it moves.</param>
/// <param name="Dilation">The distance between neighbours in the window.</param>
/// <param name="Left">Steps of zeros before the first.</param>
/// <param name="Groups">Parts into which features and filters are divided.</param>
/// <param name="Activation">g.</param>
internal sealed record Convolution1DLayer(
    int Number, TensorShape Input, TensorShape Output, int Window, int Stride, int Dilation, int Left, int Groups, Activation Activation)
    : KernelLayer(Number, Input, Output, Activation)
{
    /// <summary>Whether the loss takes the linear part: that of an output, whose activation stands in the loss. The activation is then an operation of its own.</summary>
    public bool HasLogits { get; init; }

    public override string Kernel => "Conv1DKernel";

    public override string ShapeInterface => "IConvolution1DShape";

    public override EquatableArray<SizeConstant> Sizes => new(
    [
        new("Steps", Input.Time), new("OutputSteps", Output.Time), new("Features", Input.Features), new("Filters", Output.Features),
        new("Window", Window), new("Stride", Stride), new("Dilation", Dilation), new("Groups", Groups), new("Left", Left),
    ]);

    public override IReadOnlyList<Activation> Functions => [Activation];

    public override EquatableArray<ParameterMatrix> Parameters => new(
    [
        new($"Conv{L}Weights", "Weights", Output.Features, Depth, Output.Features / Groups * Window, $"the weights of layer {L}, one filter of {GroupFeatures} × {Window} (features × steps) in each row"),
        new($"Conv{L}Bias", "Bias", Output.Features, 1, Output.Features, $"the bias of layer {L}, one number for each filter"),
    ]);

    public override EquatableArray<KeptMatrix> Kept => Planner.NeedsPreActivation(Activation) && !HasLogits ? new([new("Z", Output.Size, "the linear part")]) : default;

    public override bool BackwardReadsOutput => true;

    public override long MultiplyAdds => (long)Output.Size * Depth;

    public override EquatableArray<KeptMatrix>? StepState => Stride == 1 && Left == (Window - 1) * Dilation && Output.Time == Input.Time
        ? new([new("History", (Left * Input.Features) + 1, "the frames that the window reaches back to, and the place of the next one,")])
        : null;

    public override int StepScratch => Window * Input.Features;

    public override string Caption => $"{Operation}{(Activation == Activation.Identity ? "" : $" → {Formulas.Caption(Activation)}")}";

    public override string ForwardFormula(string operand) => Formulas.Apply(Activation, $"W{L} ∗ {operand} + b{L}");

    public override string OperandGradientFormula(string outputGradient) => $"dZ{L} back to its windows, times W{L}";

    public override EquatableArray<ParameterGradientFormula> ParameterGradientFormulas(string outputGradient, string operand) => new(
    [
        new($"W{L}", $"Σ dZ{L} ∗ {operand}", $"({Text(Output.Features)} × {Text(Depth)})"),
        new($"b{L}", $"Σ dZ{L}", $"({Text(Output.Features)} × 1)"),
    ]);

    private string Operation => $"CONV {Text(Window)}{(Dilation == 1 ? "" : $" BY {Text(Dilation)}")}{(Groups == 1 ? "" : $" IN {Text(Groups)} GROUPS")}";

    private int GroupFeatures => Input.Features / Groups;

    private int Depth => Window * GroupFeatures;

    private string L => Text(Number);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
