using System.Globalization;

using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Shapes;

/// <summary>Self-attention with several heads.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Input">Time × features, which is the shape of the output too.</param>
/// <param name="Heads">The heads, among which the features are divided.</param>
/// <param name="Causal">Whether a step looks only at itself and the steps before it.</param>
internal sealed record SelfAttentionLayer(int Number, TensorShape Input, int Heads, bool Causal) : KernelLayer(Number, Input, Input)
{
    public override string Kernel => "SelfAttentionKernel";

    public override string ShapeInterface => "ISelfAttentionShape";

    public override EquatableArray<SizeConstant> Sizes => new([new("Time", Input.Time), new("Features", E), new("Heads", Heads)]);

    public override EquatableArray<string> Settings => new([Causal ? "causal: true" : "causal: false"]);

    public override EquatableArray<ParameterMatrix> Parameters => new(
    [
        new($"SelfAttention{L}InputWeights", "Weights", 3 * E, E, E, $"W{L}, the rows of q, then those of k and v"),
        new($"SelfAttention{L}InputBias", "Bias", 3 * E, 1, 3 * E, $"b{L}, of q, then of k and v"),
        new($"SelfAttention{L}OutputWeights", "Weights", E, E, E, $"V{L}, by which the heads are multiplied"),
        new($"SelfAttention{L}OutputBias", "Bias", E, 1, E, $"c{L}, the bias after the heads"),
    ]);

    public override EquatableArray<KeptMatrix> Kept => new(
    [
        new("Projections", 3 * Input.Time * E, "q, k and v of every step"),
        new("Attention", Heads * Input.Time * Input.Time, "the weights of the keys for every query of every head"),
        new("Mixed", Input.Time * E, "the heads, one beside the other, of every step"),
    ]);

    public override EquatableArray<KeptMatrix> BackwardScratch => new(
    [
        new("Projections", 3 * Input.Time * E, "the gradients of q, k and v"),
        new("Mixed", Input.Time * E, "the gradients of the heads"),
    ]);

    public override long MultiplyAdds => (4L * Input.Time * E * E) + (2L * Input.Time * Input.Time * E);

    public override string Caption => $"{(Causal ? "CAUSAL " : "SELF-")}ATTENTION, {Heads.ToString(CultureInfo.InvariantCulture)} {(Heads == 1 ? "HEAD" : "HEADS")}";

    public override string ForwardFormula(string operand) => $"V{L}·heads + c{L}, q, k, v = W{L}·{operand} + b{L}";

    public override EquatableArray<string> ForwardDetails => new([$"head = v·softmax(kᵀ·q/√{(E / Heads).ToString(CultureInfo.InvariantCulture)}){(Causal ? ", of the steps up to q" : "")}"]);

    public override string OperandGradientFormula(string outputGradient) => $"W{L}ᵀ·(dq, dk, dv), dhead = V{L}ᵀ·{outputGradient}";

    public override EquatableArray<ParameterGradientFormula> ParameterGradientFormulas(string outputGradient, string operand) => new(
    [
        new($"W{L}", $"Σ (dq, dk, dv)·{operand}ᵀ", Size(3 * E, E)),
        new($"b{L}", "Σ (dq, dk, dv)", Size(3 * E, 1)),
        new($"V{L}", $"Σ {outputGradient}·headsᵀ", Size(E, E)),
        new($"c{L}", $"Σ {outputGradient}", Size(E, 1)),
    ]);

    private int E => Input.Features;

    private string L => Number.ToString(CultureInfo.InvariantCulture);

    private static string Size(int rows, int columns) => $"({rows.ToString(CultureInfo.InvariantCulture)} × {columns.ToString(CultureInfo.InvariantCulture)})";
}
