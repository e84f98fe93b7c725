using System.Globalization;

using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Shapes;

/// <summary>A vector for every token.</summary>
internal sealed record EmbeddingLayer(int Number, TensorShape Input, int Width) : KernelLayer(Number, Input, TensorShape.Sequence(Input.Time, Width))
{
    public override string Kernel => "EmbeddingKernel";

    public override string ShapeInterface => "IEmbeddingShape";

    public override EquatableArray<SizeConstant> Sizes => new([new("Time", Input.Time), new("Vocabulary", Input.Vocabulary), new("Width", Width)]);

    public override EquatableArray<ParameterMatrix> Parameters => new(
    [
        new($"Embedding{L}Weights", "Weights", Input.Vocabulary, Width, Width, $"E{L}, the vector of each token in a row"),
    ]);

    public override string Caption => "EMBEDDING";

    public override string ForwardFormula(string operand) => $"E{L}[{operand}], a row for each token";

    public override string OperandGradientFormula(string outputGradient) => throw new InvalidOperationException("Tokens have no gradient.");

    public override EquatableArray<ParameterGradientFormula> ParameterGradientFormulas(string outputGradient, string operand) => new(
    [
        new($"E{L}", $"Σ {outputGradient} where the token stands", $"({Input.Vocabulary.ToString(CultureInfo.InvariantCulture)} × {Width.ToString(CultureInfo.InvariantCulture)})"),
    ]);

    private string L => Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A vector for every place in a sequence, added.</summary>
internal sealed record PositionalEmbeddingLayer(int Number, TensorShape Input) : KernelLayer(Number, Input, Input)
{
    public override string Kernel => "PositionalEmbeddingKernel";

    public override string ShapeInterface => "IPositionalEmbeddingShape";

    public override EquatableArray<SizeConstant> Sizes => new([new("Time", Input.Time), new("Features", Input.Features)]);

    public override EquatableArray<ParameterMatrix> Parameters => new(
    [
        new($"PositionalEmbedding{L}Weights", "Weights", Input.Time, Input.Features, Input.Features, $"P{L}, the vector of each place in a row"),
    ]);

    public override bool BackwardReadsOperand => false;

    public override string Caption => "POSITIONAL EMBEDDING";

    public override string ForwardFormula(string operand) => $"{operand} + P{L}";

    public override string OperandGradientFormula(string outputGradient) => outputGradient;

    public override EquatableArray<ParameterGradientFormula> ParameterGradientFormulas(string outputGradient, string operand) => new(
    [
        new($"P{L}", $"Σ {outputGradient}", $"({Input.Time.ToString(CultureInfo.InvariantCulture)} × {Input.Features.ToString(CultureInfo.InvariantCulture)})"),
    ]);

    private string L => Number.ToString(CultureInfo.InvariantCulture);
}
