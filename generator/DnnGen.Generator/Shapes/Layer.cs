using System.Globalization;

using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Shapes;

/// <summary>A layer whose input and output are known.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Input">The shape of one example of A[l−1].</param>
/// <param name="Output">The shape of one example of A[l].</param>
/// <param name="Activation">g; the identity where a layer has none.</param>
internal abstract record Layer(int Number, TensorShape Input, TensorShape Output, Activation Activation)
{
    /// <summary>Whether training leaves its parameters as they are.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>How its weights start; null for the way that its activation suggests.</summary>
    public WeightStart? Start { get; init; }

    /// <summary>What its weights add to the cost; null for nothing.</summary>
    public WeightPenalty? Penalty { get; init; }

    /// <summary>Whether training changes it.</summary>
    public bool IsTrained => !IsFrozen && Parameters.Count > 0;

    /// <summary>n[l−1]: the numbers of one example of the input.</summary>
    public int Inputs => Input.Size;

    /// <summary>n[l]: the numbers of one example of the output.</summary>
    public int Units => Output.Size;

    /// <summary>The layers whose outputs come in; 0 is X.</summary>
    public virtual EquatableArray<int> Operands => new([Number - 1]);

    /// <summary>The matrices of parameters, in the order in which they lie in the buffer.</summary>
    public virtual EquatableArray<ParameterMatrix> Parameters => default;

    /// <summary>What training notes and no step changes; it lies behind the parameters of all layers.</summary>
    public virtual EquatableArray<ParameterMatrix> Statistics => default;

    public int ParameterCount => Parameters.Sum(parameter => parameter.Rows * parameter.Columns);

    /// <summary>The same before it is known to fit into an <see cref="int"/>.</summary>
    public decimal UncheckedParameterCount => Parameters.Sum(parameter => (decimal)parameter.Rows * parameter.Columns);

    /// <summary>The multiplications, each with its addition, for one example.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>Whether the output is the very memory of the input.</summary>
    public virtual bool IsView => false;
}

/// <summary>One matrix of the parameters of a layer.</summary>
/// <param name="Name">Its member: <c>W1</c>, <c>Conv1Weights</c>.</param>
/// <param name="Kind">The <c>ParameterKind</c> of the runtime.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns: of weights, the inputs that each output has.</param>
/// <param name="FanOut">Of weights, the outputs that each input reaches.</param>
/// <param name="Description">What it is, for its documentation.</param>
internal sealed record ParameterMatrix(string Name, string Kind, int Rows, int Columns, int FanOut, string Description)
{
    /// <summary>The activation that follows, where it is not that of the layer.</summary>
    public Activation? Function { get; init; }

    /// <summary>Of the input bias of an LSTM, what the quarter of the forget gate starts at.</summary>
    public double ForgetBias { get; init; }

    public int Count => Rows * Columns;
}

/// <summary>A fully connected layer; of a sequence it takes each step alone, with the same W and b.</summary>
internal sealed record DenseLayer(int Number, TensorShape Input, TensorShape Output, Activation Activation) : Layer(Number, Input, Output, Activation)
{
    /// <summary>Whether what comes in is a sequence.</summary>
    public bool IsOfSteps => Input.Kind == TensorKind.Sequence;

    /// <summary>Whose matrix W is; null where it is its own.</summary>
    public TiedWeights? Tied { get; init; }

    public override EquatableArray<ParameterMatrix> Parameters => Tied is null
        ? new(
        [
            new($"W{Name}", "Weights", Output.Features, Input.Features, Output.Features, $"the weights of layer {Name}{(IsOfSteps ? ", the same at every step" : "")}"),
            Bias,
        ])
        : new([Bias]);

    private ParameterMatrix Bias => new($"b{Name}", "Bias", Output.Features, 1, Output.Features, $"the bias of layer {Name}");

    public override long MultiplyAdds => (long)Inputs * Output.Features;

    private string Name => Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A convolution over images.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Input">The shape of one example of A[l−1].</param>
/// <param name="Output">The shape of one example of A[l].</param>
/// <param name="Activation">g.</param>
/// <param name="KernelHeight">Rows of the window.</param>
/// <param name="KernelWidth">Columns of the window.</param>
/// <param name="Stride">By how many rows and columns it moves.</param>
/// <param name="Dilation">The distance between neighbours in the window.</param>
/// <param name="Top">Rows of zeros above the input; of a transposed one, rows that are cut from the top of the output.</param>
/// <param name="Left">The same of columns at the left.</param>
/// <param name="Groups">Parts into which channels and filters are divided.</param>
internal sealed record ConvolutionLayer(
    int Number,
    TensorShape Input,
    TensorShape Output,
    Activation Activation,
    int KernelHeight,
    int KernelWidth,
    int Stride,
    int Dilation,
    int Top,
    int Left,
    int Groups)
    : Layer(Number, Input, Output, Activation)
{
    public int Filters => Output.Channels;

    /// <summary>Whether it is transposed: each number of the input gives to a window of the output.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>Whether each channel makes channels of its own.</summary>
    public bool IsDepthwise { get; init; }

    /// <summary>The numbers in the window of one filter: those that one output is a sum of, or one input gives to.</summary>
    public int Depth => (IsTransposed ? Filters : Input.Channels) / Groups * KernelHeight * KernelWidth;

    /// <summary>3×3.</summary>
    public string Window => $"{Text(KernelHeight)}×{Text(KernelWidth)}";

    public override EquatableArray<ParameterMatrix> Parameters => new(
    [
        IsTransposed
            ? new($"ConvTranspose{Text(Number)}Weights", "Weights", Input.Channels, Depth, Input.Channels / Groups * KernelHeight * KernelWidth, $"the weights of layer {Text(Number)}, {Filters / Groups} × {KernelHeight} × {KernelWidth} for one input channel in each row")
            : new($"Conv{Text(Number)}Weights", "Weights", Filters, Depth, Filters / Groups * KernelHeight * KernelWidth, $"the weights of layer {Text(Number)}, one filter of {Input.Channels / Groups} × {KernelHeight} × {KernelWidth} in each row"),
        new($"Conv{(IsTransposed ? "Transpose" : "")}{Text(Number)}Bias", "Bias", Filters, 1, Filters, $"the bias of layer {Text(Number)}, one number for each filter"),
    ]);

    public override long MultiplyAdds => (long)(IsTransposed ? Inputs : Units) * Depth;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Which number stands for a window.</summary>
internal enum PoolKind
{
    /// <summary>The largest.</summary>
    Max,

    /// <summary>The mean.</summary>
    Average,
}

/// <summary>A pooling layer over images; a global one has the whole image as its window.</summary>
internal sealed record PoolLayer(
    int Number, TensorShape Input, TensorShape Output, PoolKind Kind, int WindowHeight, int WindowWidth, int Stride, int Top, int Left, bool IsGlobal)
    : Layer(Number, Input, Output, Activation.Identity)
{
    /// <summary>Rows and columns of the output, which is a vector after a global one.</summary>
    public (int Height, int Width) OutputPixels => IsGlobal ? (1, 1) : (Output.Height, Output.Width);
}

/// <summary>The same numbers in another shape.</summary>
internal sealed record ReshapeLayer(int Number, TensorShape Input, TensorShape Output, bool IsFlatten) : Layer(Number, Input, Output, Activation.Identity)
{
    public override bool IsView => true;
}

/// <summary>An activation as a layer of its own.</summary>
internal sealed record ActivationLayer(int Number, TensorShape Input, Activation Activation) : Layer(Number, Input, Input, Activation);

/// <summary>Numbers that are dropped by chance in training.</summary>
internal sealed record DropoutLayer(int Number, TensorShape Input, double Rate, int Seed) : Layer(Number, Input, Input, Activation.Identity);

/// <summary>What is normalized together.</summary>
internal enum NormKind
{
    /// <summary>Each channel over the batch.</summary>
    Batch,

    /// <summary>All numbers of an example, or of a step of a sequence.</summary>
    Layer,

    /// <summary>Groups of channels of an example.</summary>
    Group,

    /// <summary>All numbers of an example, or of a step of a sequence, without centring.</summary>
    RMS,
}

/// <summary>A normalization.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Input">The shape of one example of A[l−1] and of A[l].</param>
/// <param name="Kind">What is normalized together.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Momentum">The weight of a batch in the running statistics.</param>
internal sealed record NormLayer(int Number, TensorShape Input, NormKind Kind, int Groups, double Epsilon, double Momentum)
    : Layer(Number, Input, Input, Activation.Identity)
{
    /// <summary>What has a γ of its own: a channel of an image, a unit of a vector, a feature of a sequence, and in a layer normalization every other number.</summary>
    public int Channels => Input.Kind == TensorKind.Sequence ? Input.Features : Kind is NormKind.Layer or NormKind.RMS ? Units : Input.Sizes[0];

    /// <summary>The numbers of one channel, of a sequence at one step.</summary>
    public int Pixels => Input.Kind == TensorKind.Sequence ? 1 : Units / Channels;

    public override EquatableArray<ParameterMatrix> Parameters => Kind == NormKind.RMS
        ? new([Matrix("Scale", "Scale", "the factors γ")])
        : new([Matrix("Scale", "Scale", "the factors γ"), Matrix("Shift", "Bias", "the summands β")]);

    public override EquatableArray<ParameterMatrix> Statistics => Kind == NormKind.Batch
        ? new([Matrix("RunningMean", "RunningMean", "the mean that training has noted"), Matrix("RunningVariance", "RunningVariance", "the variance that training has noted")])
        : default;

    private ParameterMatrix Matrix(string name, string kind, string description)
    {
        string number = Number.ToString(CultureInfo.InvariantCulture);
        return new($"{Kind}Norm{number}{name}", kind, Channels, 1, Channels, $"{description} of layer {number}");
    }
}

/// <summary>What becomes of several outputs.</summary>
internal enum CombineKind
{
    /// <summary>Their sum: a skip.</summary>
    Add,

    /// <summary>Their product, number by number: a gate.</summary>
    Multiply,

    /// <summary>One after the other.</summary>
    Concat,
}

/// <summary>Several outputs in one.</summary>
internal sealed record CombineLayer(int Number, TensorShape Input, TensorShape Output, CombineKind Kind, EquatableArray<int> Sources)
    : Layer(Number, Input, Output, Activation.Identity)
{
    public override EquatableArray<int> Operands => Sources;
}

/// <summary>Another input than the first: what is computed before it does not reach it.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Input">The shape of one example.</param>
/// <param name="Name">Its name.</param>
internal sealed record InputLayer(int Number, TensorShape Input, string Name) : Layer(Number, Input, Input, Activation.Identity)
{
    public override EquatableArray<int> Operands => default;

    public override bool IsView => true;
}

/// <summary>An output of the network: what a layer has made, once more.</summary>
/// <param name="Number">l, counted from 1.</param>
/// <param name="Input">The shape of one example.</param>
/// <param name="Source">The layer that has made it.</param>
/// <param name="Name">What the output is called.</param>
internal sealed record OutputLayer(int Number, TensorShape Input, int Source, string Name) : Layer(Number, Input, Input, Activation.Identity)
{
    /// <summary>Whether other layers than outputs stand between the layer that it shows and itself.</summary>
    public bool IsApart { get; init; }

    public override EquatableArray<int> Operands => new([Source]);

    public override bool IsView => true;
}

/// <summary>The beginning of a branch: the output of an earlier layer once more.</summary>
internal sealed record BranchLayer(int Number, TensorShape Input, int Source) : Layer(Number, Input, Input, Activation.Identity)
{
    public override EquatableArray<int> Operands => new([Source]);

    public override bool IsView => true;
}
