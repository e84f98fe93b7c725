using System.Globalization;

using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Shapes;

/// <summary>A pooling over time.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Input">Time × features.</param>
/// <param name="Output">Time × features, or of all steps one vector of the features.</param>
/// <param name="Kind">What is taken of each window.</param>
/// <param name="Window">Steps of the window.</param>
/// <param name="Stride">By how many steps it moves.</param>
/// <param name="Left">Steps before the first that the first window reaches over.</param>
internal sealed record Pool1DLayer(int Number, TensorShape Input, TensorShape Output, PoolKind Kind, int Window, int Stride, int Left)
    : KernelLayer(Number, Input, Output)
{
    public override string Kernel => $"{Kind}Pool1DKernel";

    public override string ShapeInterface => "IPool1DShape";

    public override EquatableArray<SizeConstant> Sizes => new(
    [
        new("Steps", Input.Time), new("OutputSteps", IsGlobal ? 1 : Output.Time), new("Features", Input.Features),
        new("Window", Window), new("Stride", Stride), new("Left", Left),
    ]);

    public override bool BackwardReadsOperand => Kind == PoolKind.Max;

    public override bool BackwardReadsOutput => Kind == PoolKind.Max;

    /// <summary>Of a stream that has just begun, a maximum must not see the zeros of the steps before it.</summary>
    public override EquatableArray<KeptMatrix>? StepState => !IsGlobal && Stride == 1 && Left == Window - 1 && Output.Time == Input.Time
        ? new(
        [
            Kind == PoolKind.Max
                ? new("History", (Left * Input.Features) + 2, "the frames that the window reaches back to, the place of the next one and how many there are,")
                : new("History", (Left * Input.Features) + 1, "the frames that the window reaches back to, and the place of the next one,"),
        ])
        : null;

    public override string Caption => IsGlobal ? $"GLOBAL {Word} POOL" : $"{Word} POOL {Text(Window)}";

    public override string ForwardFormula(string operand) =>
        $"the {(Kind == PoolKind.Max ? "largest" : "mean")} of {(IsGlobal ? "all steps" : "each window")} of {operand}";

    public override string OperandGradientFormula(string outputGradient) =>
        Kind == PoolKind.Max ? $"{outputGradient} at the largest, else 0" : $"1/{Text(Window)}·{outputGradient} {(IsGlobal ? "at every step" : "in its window")}";

    private bool IsGlobal => Output.Kind == TensorKind.Vector;

    private string Word => Kind == PoolKind.Max ? "MAX" : "AVERAGE";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
