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
/// <param name="Cost">How the cost is computed.</param>
/// <param name="Backward">The calls of backward propagation, which leave every gradient in memory.</param>
/// <param name="Training">The same for a step of plain gradient descent, in which gradient and update are one call.</param>
/// <param name="Scratch">The intermediates of the prediction of one example.</param>
internal sealed record NetworkPlan(
    NetworkShape Shape,
    Arena Arena,
    EquatableArray<KernelCall> Forward,
    CostCall Cost,
    EquatableArray<KernelCall> Backward,
    EquatableArray<KernelCall> Training,
    Arena Scratch)
{
    /// <summary>Whether a training step is written out, parameter by parameter.</summary>
    public bool UnrollsStep => CostModel.UnrollsStep(Shape, Cost.Kernel);

    /// <summary>Whether the prediction of one example is written out.</summary>
    public bool UnrollsPrediction => CostModel.UnrollsPrediction(Shape);


    /// <summary>
    /// Whether the matrix of a layer (Z, A or a gradient of them) holds each unit in one piece, and not each example. A
    /// softmax or its logarithm takes the units of one example together, and keeps them so.
    /// </summary>
    public bool LiesByUnits(Value value) =>
        Shape.Layers[value.Layer - 1] is { Units: <= CostModel.MostUnitsInOnePiece } layer && !CostModel.CouplesUnits(layer.Activation);
}

/// <summary>One call of a kernel.</summary>
internal abstract record KernelCall;

/// <summary>The cost from the output, and from the logits where the loss is computed from them.</summary>
internal sealed record CostCall(LossKernelKind Kernel, Value? Logits, Value Output, Value Labels) : KernelCall;

/// <summary>Linear part and activation in one; Z is stored only where something reads it later.</summary>
internal sealed record DenseForwardCall(DenseLayer Layer, Value Weights, Value Bias, Value Operand, Value? KeptLinear, Value Result) : KernelCall;

/// <summary>The gradient of the loss; with respect to Z where the output activation is included, to A otherwise.</summary>
internal sealed record LossGradientCall(DenseLayer Layer, LossKernelKind Kernel, Value Output, Value Labels, Value Result) : KernelCall;

/// <summary>dA becomes dZ, in place.</summary>
internal sealed record ActivationBackwardCall(DenseLayer Layer, Value? Linear, Value Output, Value OutputGradient, Value Result) : KernelCall;

/// <summary>dW and db.</summary>
internal sealed record ParameterGradientCall(DenseLayer Layer, Value LinearGradient, Value Operand) : KernelCall;

/// <summary>dA of the layer below.</summary>
internal sealed record OperandGradientCall(DenseLayer Layer, Value Weights, Value LinearGradient, Value Result) : KernelCall;

/// <summary>W and b after a step of gradient descent; dW and db are never stored.</summary>
internal sealed record UpdateCall(DenseLayer Layer, Value LinearGradient, Value Operand) : KernelCall;

/// <summary>The losses as the runtime computes them.</summary>
internal enum LossKernelKind
{
    /// <summary>Binary cross-entropy together with its sigmoid.</summary>
    SigmoidCrossEntropy,

    /// <summary>Categorical cross-entropy together with its softmax.</summary>
    SoftmaxCrossEntropy,

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
