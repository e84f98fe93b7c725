using System.Globalization;

using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Shapes;

/// <summary>An image made larger: each number in a square of its copies.</summary>
internal sealed record UpsampleLayer(int Number, TensorShape Input, int Scale)
    : KernelLayer(Number, Input, TensorShape.Image(Input.Channels, Input.Height * Scale, Input.Width * Scale))
{
    public override string Kernel => "UpsampleKernel";

    public override string ShapeInterface => "IUpsampleShape";

    public override EquatableArray<SizeConstant> Sizes => new(
    [
        new("Channels", Input.Channels), new("Height", Input.Height), new("Width", Input.Width), new("Scale", Scale),
    ]);

    public override string Caption => $"UPSAMPLE {Scale.ToString(CultureInfo.InvariantCulture)}×{Scale.ToString(CultureInfo.InvariantCulture)}";

    public override string ForwardFormula(string operand) => $"each of {operand} in a square of copies";

    public override string OperandGradientFormula(string outputGradient) => $"the sum of {outputGradient} over each square";
}
