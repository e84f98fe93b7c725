using System.Globalization;

using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Shapes;

/// <summary>The recurrent layers.</summary>
internal enum RecurrentKind
{
    /// <summary>One tanh.</summary>
    SimpleRNN,

    /// <summary>The gates r and z, and the candidate n.</summary>
    GRU,

    /// <summary>The gates i, f and o, the candidate g, and a cell.</summary>
    LSTM,
}

/// <summary>A recurrent layer: a state that every time step of a sequence changes.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Input">Time × features.</param>
/// <param name="Output">Time × units, or the units of the last step.</param>
/// <param name="Kind">Which one.</param>
/// <param name="ForgetBias">What the forget gate of an LSTM starts with.</param>
internal sealed record RecurrentLayer(int Number, TensorShape Input, TensorShape Output, RecurrentKind Kind, double ForgetBias)
    : KernelLayer(Number, Input, Output)
{
    /// <summary>H.</summary>
    public int H => Output.Features;

    /// <summary>Whether the state of every step comes out.</summary>
    public bool IsSequence => Output.Kind == TensorKind.Sequence;

    public override string Kernel => $"{Kind}Kernel";

    public override string ShapeInterface => "IRecurrentShape";

    public override EquatableArray<SizeConstant> Sizes => new(
    [
        new("Steps", Input.Time), new("OutputSteps", IsSequence ? Input.Time : 1), new("Features", Input.Features), new("Units", H),
    ]);

    public override EquatableArray<ParameterMatrix> Parameters => new(
    [
        Weights("Input", Input.Features, "W", "by which the features of a step are multiplied"),
        Weights("Recurrent", H, "U", "by which the state of the step before is multiplied"),
        Bias("Input", "b") with { ForgetBias = Kind == RecurrentKind.LSTM ? ForgetBias : 0 },
        Bias("Recurrent", "d"),
    ]);

    public override EquatableArray<KeptMatrix> Kept => new([.. States, .. GateMatrices]);

    public override EquatableArray<KeptMatrix> BackwardScratch => new(
    [
        new(Kind == RecurrentKind.SimpleRNN ? "Linear" : "Gates", Input.Time * (Kind == RecurrentKind.SimpleRNN ? H : 4 * H), "the gradients of the linear parts of every step"),
    ]);

    /// <summary>The states of every step are the output, or kept beside it.</summary>
    public override bool BackwardReadsOutput => IsSequence;

    public override EquatableArray<KeptMatrix>? StepState => Kind == RecurrentKind.LSTM
        ? new([new("Hidden", H, "the state h"), new("Cell", H, "the cell c")])
        : new([new("Hidden", H, "the state h")]);

    public override int StepScratch => Kind switch
    {
        RecurrentKind.SimpleRNN => 2 * H,
        RecurrentKind.GRU => 6 * H,
        _ => 8 * H,
    };

    public override string StepOutput => "Hidden";

    public override long MultiplyAdds => (long)Input.Time * Rows * (Input.Features + H);

    public override string Caption => $"{(Kind == RecurrentKind.SimpleRNN ? "SIMPLE RNN" : Kind.ToString())}{(IsSequence ? "" : ", LAST STEP")}";

    public override string ForwardFormula(string operand) => $"h after {(IsSequence ? "every" : "the last")} step x of {operand}";

    public override EquatableArray<string> ForwardDetails => Kind switch
    {
        RecurrentKind.SimpleRNN => new([$"h := tanh(W{L}·x + b{L} + U{L}·h + d{L})"]),
        RecurrentKind.GRU => new([$"r, z = σ(W{L}·x + b{L} + U{L}·h + d{L}), n = tanh(W{L}·x + b{L} + r∘(U{L}·h + d{L}))", "h := (1 − z)∘n + z∘h"]),
        _ => new([$"i, f, o = σ(W{L}·x + b{L} + U{L}·h + d{L}), g = tanh(the same)", "c := f∘c + i∘g, h := o∘tanh(c)"]),
    };

    public override string OperandGradientFormula(string outputGradient) => $"W{L}ᵀ·dZ, dh = {outputGradient} + U{L}ᵀ·dZ of the next step";

    public override EquatableArray<ParameterGradientFormula> ParameterGradientFormulas(string outputGradient, string operand) => new(
    [
        new($"W{L}", "Σ dZ·xᵀ", Size(Input.Features)),
        new($"U{L}", "Σ dZ·hᵀ of the step before", Size(H)),
        new($"b{L}", "Σ dZ", Size(1)),
        new($"d{L}", Kind == RecurrentKind.GRU ? "Σ dZ, r∘dZ for n" : "Σ dZ", Size(1)),
    ]);

    /// <summary>The blocks of H rows in each matrix of parameters.</summary>
    public static int GatesOf(RecurrentKind kind) => kind switch
    {
        RecurrentKind.SimpleRNN => 1,
        RecurrentKind.GRU => 3,
        _ => 4,
    };

    private int Rows => GatesOf(Kind) * H;

    private string L => Number.ToString(CultureInfo.InvariantCulture);

    private KeptMatrix[] States => IsSequence ? [] : [new("States", Input.Time * H, "the states h of every step")];

    private KeptMatrix[] GateMatrices => Kind switch
    {
        RecurrentKind.SimpleRNN => [],
        RecurrentKind.GRU => [new("Gates", 4 * Input.Time * H, "n, r, z and U_n·h + d_n of every step")],
        _ => [new("Gates", 4 * Input.Time * H, "i, f, g and o of every step"), new("Cells", Input.Time * H, "the cells c of every step")],
    };

    /// <summary>, the rows of r, z and n one after another.</summary>
    private string Order => Kind switch
    {
        RecurrentKind.SimpleRNN => "",
        RecurrentKind.GRU => ", the rows of r, then those of z and n",
        _ => ", the rows of i, then those of f, g and o",
    };

    private string Size(int columns) => $"({Rows.ToString(CultureInfo.InvariantCulture)} × {columns.ToString(CultureInfo.InvariantCulture)})";

    private ParameterMatrix Weights(string name, int columns, string letter, string role) => new(
        $"{Kind}{L}{name}Weights", "Weights", Rows, columns, H, $"{letter}{L}, {role}{Order}");

    private ParameterMatrix Bias(string name, string letter) => new(
        $"{Kind}{L}{name}Bias", "Bias", Rows, 1, Rows, $"the bias {letter}{L}{Order}");
}
