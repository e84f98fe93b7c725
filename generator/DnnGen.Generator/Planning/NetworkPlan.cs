using DnnGen.Generator.Collections;
using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Planning;

/// <summary>
/// Everything that is decided before a line of C# is written: which kernels run in which order, what is fused and what
/// is never computed, and where each intermediate lives. It knows no C#; another back end could read it too.
/// </summary>
/// <param name="Shape">The network.</param>
/// <param name="Arena">The intermediates of the passes, one row of memory per example.</param>
/// <param name="Forward">The calls of forward propagation.</param>
/// <param name="Costs">How the cost of each output is computed.</param>
/// <param name="Backward">The calls of backward propagation, which leave every gradient in memory.</param>
/// <param name="Training">The same for a step of plain gradient descent, in which gradient and update are one call.</param>
/// <param name="Scratch">The intermediates of the prediction of one example.</param>
internal sealed record NetworkPlan(
    NetworkShape Shape,
    Arena Arena,
    EquatableArray<KernelCall> Forward,
    EquatableArray<CostCall> Costs,
    EquatableArray<KernelCall> Backward,
    EquatableArray<KernelCall> Training,
    Arena Scratch)
{
    /// <summary>The cost of the output; of several, of the first.</summary>
    public CostCall Cost => Costs[0];

    /// <summary>Whether a training step is written out, parameter by parameter.</summary>
    public bool UnrollsStep => CostModel.UnrollsStep(Shape, Cost.Kernel);

    /// <summary>Whether the prediction of one example is written out.</summary>
    public bool UnrollsPrediction => CostModel.UnrollsPrediction(Shape);


    /// <summary>
    /// Whether the matrix of a layer (Z, A or a gradient of them) holds each unit in one piece, and not each example. A
    /// softmax or its logarithm takes the units of one example together, and keeps them so.
    /// </summary>
    public bool LiesByUnits(Value value) =>
        Shape.Layers[value.Layer - 1] is DenseLayer { IsOfSteps: false, Units: <= CostModel.MostUnitsInOnePiece } layer && !CostModel.CouplesUnits(layer.Activation)
        && (Shape.IsDense || Shape.Layers.All(reader => reader is DenseLayer || !reader.Operands.Contains(value.Layer)));

    /// <summary>The value whose memory a value is a view of, or the value itself; an input where it shows one.</summary>
    public Value Storage(Value value) => Storage(Shape, value, layer => layer.IsView);

    /// <summary>The value whose numbers a value has in a prediction, where dropout does nothing.</summary>
    public Value PredictedFrom(Value value) => Storage(Shape, value, PassesOn);

    /// <summary>Whether a layer does nothing in a prediction.</summary>
    public static bool PassesOn(Layer layer) => layer.IsView || layer is DropoutLayer;

    /// <summary>The same, where there is no plan yet.</summary>
    public static Value PredictedFrom(NetworkShape shape, Value value) => Storage(shape, value, PassesOn);

    private static Value Storage(NetworkShape shape, Value value, Func<Layer, bool> isView)
    {
        while (value.Kind == ValueKind.Activation && isView(shape.Layers[value.Layer - 1]))
        {
            value = shape.Layers[value.Layer - 1] is InputLayer input ? Value.Source(input.Name) : Value.A(shape.Layers[value.Layer - 1].Operands[0]);
        }

        return value;
    }
}

/// <summary>One call of a kernel.</summary>
internal abstract record KernelCall;

/// <summary>The cost from the output, and from the logits where the loss is computed from them.</summary>
internal sealed record CostCall(Head Head, LossKernelKind Kernel, Value? Logits, Value Output, Value Labels) : KernelCall;

/// <summary>Linear part and activation in one, of a dense layer or a convolution; Z is stored only where something reads it later.</summary>
internal sealed record LinearForwardCall(Layer Layer, Value Weights, Value Bias, Value Operand, Value? KeptLinear, Value Result) : KernelCall;

/// <summary>A layer without parameters.</summary>
internal sealed record LayerForwardCall(Layer Layer, Value Operand, Value Result) : KernelCall;

/// <summary>The gradient of the loss; with respect to Z where the output activation is included, to A otherwise.</summary>
internal sealed record LossGradientCall(Head Head, Layer Layer, LossKernelKind Kernel, Value Output, Value Labels, Value Result) : KernelCall;

/// <summary>What turns one gradient into another in the same memory.</summary>
internal abstract record InPlaceCall(Value OutputGradient, Value Result) : KernelCall;

/// <summary>dA becomes dZ, in place.</summary>
internal sealed record ActivationBackwardCall(Layer Layer, Value? Linear, Value Output, Value OutputGradient, Value Result)
    : InPlaceCall(OutputGradient, Result);

/// <summary>The gradient of what was dropped, in place.</summary>
internal sealed record DropoutBackwardCall(DropoutLayer Layer, Value OutputGradient, Value Result) : InPlaceCall(OutputGradient, Result);

/// <summary>The same gradient in the shape of the operand; nothing is done.</summary>
internal sealed record PassBackwardCall(Layer Layer, Value OutputGradient, Value Result) : InPlaceCall(OutputGradient, Result);

/// <summary>dA becomes dA ∘ A_other, in place.</summary>
internal sealed record FactorInPlaceCall(CombineLayer Layer, Value Other, Value OutputGradient, Value Result) : InPlaceCall(OutputGradient, Result);

/// <summary>dA ∘ A_other in memory of its own.</summary>
internal sealed record FactorCall(CombineLayer Layer, Value Other, Value OutputGradient, Value Result) : KernelCall;

/// <summary>Rows of a gradient, from one on; all of them for a copy.</summary>
internal sealed record PieceCall(CombineLayer Layer, Value OutputGradient, int Row, int Rows, Value Result) : KernelCall;

/// <summary>The part that one layer has in a gradient is added to those of the others.</summary>
internal sealed record AccumulateCall(Layer Layer, Value Part, Value Result) : KernelCall;

/// <summary>The gradient of the input of a normalization, in place, and with it those of its parameters, or their update.</summary>
internal sealed record NormBackwardCall(NormLayer Layer, Value Operand, Value OutputGradient, Value Result) : InPlaceCall(OutputGradient, Result);

/// <summary>The gradient of the input of a pooling layer.</summary>
internal sealed record PoolBackwardCall(PoolLayer Layer, Value Operand, Value Output, Value OutputGradient, Value Result) : KernelCall;

/// <summary>A layer that is one kernel.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Operand">What comes in.</param>
/// <param name="Kept">What it keeps for the way back.</param>
/// <param name="Result">What comes out.</param>
internal sealed record KernelForwardCall(KernelLayer Layer, Value Operand, EquatableArray<Value> Kept, Value Result) : KernelCall;

/// <summary>The gradients of the input and of the parameters of a layer that is one kernel, or the update of the parameters.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Operand">What came in.</param>
/// <param name="Output">What came out.</param>
/// <param name="Kept">What it has kept.</param>
/// <param name="OutputGradient">dA.</param>
/// <param name="Scratch">Memory for this call alone.</param>
/// <param name="Result">dA_prev; null where nobody reads it.</param>
internal sealed record KernelBackwardCall(
    KernelLayer Layer, Value Operand, Value Output, EquatableArray<Value> Kept, Value OutputGradient, EquatableArray<Value> Scratch, Value? Result) : KernelCall;

/// <summary>dW and db.</summary>
internal sealed record ParameterGradientCall(Layer Layer, Value LinearGradient, Value Operand) : KernelCall;

/// <summary>dA of the layer below.</summary>
internal sealed record OperandGradientCall(Layer Layer, Value Weights, Value LinearGradient, Value Result) : KernelCall;

/// <summary>W and b after a step of gradient descent; dW and db are never stored.</summary>
internal sealed record UpdateCall(Layer Layer, Value LinearGradient, Value Operand) : KernelCall;

/// <summary>The losses as the runtime computes them.</summary>
internal enum LossKernelKind
{
    /// <summary>Binary cross-entropy together with its sigmoid.</summary>
    SigmoidCrossEntropy,

    /// <summary>Binary cross-entropy of probabilities, apart from what makes them.</summary>
    BinaryCrossEntropy,

    /// <summary>Categorical cross-entropy together with its softmax.</summary>
    SoftmaxCrossEntropy,

    /// <summary>Categorical cross-entropy by numbers of classes together with its softmax.</summary>
    SparseSoftmaxCrossEntropy,

    /// <summary>Mean squared error, apart from the output activation.</summary>
    MeanSquaredError,

    /// <summary>Mean absolute error, apart from the output activation.</summary>
    MeanAbsoluteError,

    /// <summary>Huber's loss, apart from the output activation.</summary>
    Huber,

    /// <summary>The hinge, apart from the output activation.</summary>
    Hinge,

    /// <summary>The Kullback–Leibler divergence, apart from its log-softmax.</summary>
    KLDivergence,

    /// <summary>One minus the cosine, apart from the output activation.</summary>
    CosineDistance,
}
