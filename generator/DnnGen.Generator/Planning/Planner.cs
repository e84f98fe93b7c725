using DnnGen.Generator.Collections;
using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Planning;

/// <summary>Turns the forward and the backward program into kernel calls and places in memory.</summary>
internal static class Planner
{
    public static NetworkPlan Plan(NetworkShape network)
    {
        var programs = Differentiator.Differentiate(network);
        var backward = PlanBackward(network, programs.Backward).ToList();
        var cost = PlanCost(network);
        var kept = new HashSet<Value?>(backward.OfType<ActivationBackwardCall>().Select(call => call.Linear).Append(cost.Logits));
        var forward = PlanForward(network, programs.Forward, kept).ToList();
        var training = FuseUpdates(backward).ToList();

        return new(
            network,
            PlanArena(network, kept, backward),
            forward.ToEquatableArray(),
            cost,
            backward.ToEquatableArray(),
            training.ToEquatableArray(),
            PlanScratch(network));
    }

    /// <summary>Linear and activation become one call; Z is stored only where it is in <paramref name="kept"/>.</summary>
    private static IEnumerable<KernelCall> PlanForward(NetworkShape network, EquatableArray<ForwardOperation> program, HashSet<Value?> kept)
    {
        var linears = new Dictionary<Value, ForwardOperation>();
        foreach (var operation in program)
        {
            switch (operation)
            {
                case Linear or Convolve:
                    linears.Add(operation.Result, operation);
                    break;

                case Activate activate when linears.TryGetValue(activate.Operand, out var linear):
                    var (weights, bias, operand) = linear switch
                    {
                        Linear dense => (dense.Weights, dense.Bias, dense.Operand),
                        Convolve convolve => (convolve.Weights, convolve.Bias, convolve.Operand),
                        _ => throw new InvalidOperationException(),
                    };
                    yield return new LinearForwardCall(
                        network.Layers[linear.Result.Layer - 1], weights, bias, operand, kept.Contains(linear.Result) ? linear.Result : null, activate.Result);
                    break;

                case MeanLoss:
                    break;

                default:
                    yield return new LayerForwardCall(network.Layers[operation.Result.Layer - 1], Value.A(operation.Result.Layer - 1), operation.Result);
                    break;
            }
        }
    }

    /// <summary>What the activation of the output is applied to: the linear part of its layer, or what comes into an activation that is a layer.</summary>
    private static Value Logits(NetworkShape network) =>
        network.Last is ActivationLayer ? Value.A(network.Last.Number - 1) : Value.Z(network.Last.Number);

    private static CostCall PlanCost(NetworkShape network)
    {
        int last = network.Last.Number;
        var kernel = KernelOf(network.Loss);
        return new(kernel, IncludesActivation(kernel) ? Logits(network) : null, Value.A(last), Value.Y);
    }

    /// <summary>
    /// A cross-entropy and its output activation become one step, dZ = A − Y. An identity passes its gradient on
    /// without a call. The gradient of X, and of what no parameter has a part in, is read by nobody and never computed.
    /// </summary>
    private static IEnumerable<KernelCall> PlanBackward(NetworkShape network, EquatableArray<BackwardOperation> program)
    {
        // What a gradient is called once the calls that only rename it are left out.
        var renamed = new Dictionary<Value, Value>();
        Value Resolve(Value value) => renamed.TryGetValue(value, out var other) ? other : value;

        // The first layer with parameters; of what comes before it no gradient is needed.
        int first = network.Layers.First(layer => layer.ParameterCount > 0).Number;
        foreach (var operation in program)
        {
            switch (operation)
            {
                case NormalizeGradient norm:
                    yield return new NormBackwardCall(
                        (NormLayer)network.Layers[norm.Output.Layer - 1], norm.Operand, Resolve(norm.OutputGradient), norm.Result);
                    break;

                case { Result: { Kind: ValueKind.Input or ValueKind.Activation } result } when result.Layer < first:
                    break;

                case LossGradient loss:
                    var kernel = KernelOf(loss.Loss);
                    var last = network.Layers[loss.Output.Layer - 1];
                    var gradient = IncludesActivation(kernel) ? Logits(network).Gradient : loss.Result;
                    yield return new LossGradientCall(last, kernel, loss.Output, loss.Labels, gradient);
                    renamed[loss.Result] = gradient;
                    break;

                case ActivationGradient activation when Resolve(activation.OutputGradient) == activation.Result:
                    break;

                case ActivationGradient { Function: Activation.Identity } identity:
                    renamed[identity.Result] = Resolve(identity.OutputGradient);
                    break;

                case ActivationGradient activation:
                    yield return new ActivationBackwardCall(
                        network.Layers[activation.Output.Layer - 1],
                        NeedsPreActivation(activation.Function) ? activation.Operand : null,
                        activation.Output,
                        Resolve(activation.OutputGradient),
                        activation.Result);
                    break;

                case WeightGradient weights:
                    yield return new ParameterGradientCall(
                        network.Layers[weights.Result.Layer - 1], Resolve(weights.OutputGradient), weights.Operand);
                    break;

                case BiasGradient:
                    // Comes with the weights of its layer.
                    break;

                case OperandGradient operand:
                    yield return new OperandGradientCall(
                        network.Layers[operand.Weights.Layer - 1], operand.Weights, Resolve(operand.OutputGradient), operand.Result);
                    break;

                case PoolGradient pool:
                    yield return new PoolBackwardCall(
                        (PoolLayer)network.Layers[pool.Output.Layer - 1], pool.Operand, pool.Output, Resolve(pool.OutputGradient), pool.Result);
                    break;

                case ReshapeGradient reshape:
                    yield return new ReshapeBackwardCall(
                        (ReshapeLayer)network.Layers[reshape.OutputGradient.Layer - 1], Resolve(reshape.OutputGradient), reshape.Result);
                    break;

                case DropGradient drop:
                    yield return new DropoutBackwardCall(
                        (DropoutLayer)network.Layers[drop.Output.Layer - 1], Resolve(drop.OutputGradient), drop.Result);
                    break;

                default:
                    throw new InvalidOperationException($"There is no kernel for {operation.GetType().Name}.");
            }
        }
    }

    /// <summary>
    /// Gradient and update of a layer become one call, and it comes after the gradient of the layer below, which is
    /// taken with the weights of before the update.
    /// </summary>
    private static IEnumerable<KernelCall> FuseUpdates(List<KernelCall> backward)
    {
        for (int i = 0; i < backward.Count; i++)
        {
            if (backward[i] is not ParameterGradientCall gradient)
            {
                yield return backward[i];
                continue;
            }

            if (i + 1 < backward.Count && backward[i + 1] is OperandGradientCall operand && operand.Layer == gradient.Layer)
            {
                yield return operand;
                i++;
            }

            yield return new UpdateCall(gradient.Layer, gradient.LinearGradient, gradient.Operand);
        }
    }

    /// <summary>
    /// The activations and the kept linear parts live through both passes. A gradient that travels backward lives from
    /// the call that writes it to the last that reads it; dA and dZ of a layer share their place, for dZ is made in place.
    /// </summary>
    private static Arena PlanArena(NetworkShape network, HashSet<Value?> kept, List<KernelCall> backward)
    {
        var permanent = network.Layers.Where(layer => !layer.IsView).SelectMany(layer => kept.Contains(Value.Z(layer.Number))
            ? new[] { (Value.Z(layer.Number), layer.Units), (Value.A(layer.Number), layer.Units) }
            : [(Value.A(layer.Number), layer.Units)]);

        // Each gradient by the first name that its memory has; it lives until the last call that reads it under any name.
        var first = new Dictionary<Value, Value>();
        Value Memory(Value gradient) => first.TryGetValue(gradient, out var other) ? other : gradient;
        var begins = new List<(Value Value, int Rows, int First)>();
        var ends = new Dictionary<Value, int>();
        for (int i = 0; i < backward.Count; i++)
        {
            switch (backward[i])
            {
                case LossGradientCall loss:
                    begins.Add((loss.Result, loss.Layer.Units, i));
                    ends[loss.Result] = i;
                    break;
                case OperandGradientCall operand:
                    ends[Memory(operand.LinearGradient)] = i;
                    begins.Add((operand.Result, operand.Layer.Inputs, i));
                    ends[operand.Result] = i;
                    break;
                case PoolBackwardCall pool:
                    ends[Memory(pool.OutputGradient)] = i;
                    begins.Add((pool.Result, pool.Layer.Inputs, i));
                    ends[pool.Result] = i;
                    break;
                case InPlaceCall inPlace:
                    first[inPlace.Result] = Memory(inPlace.OutputGradient);
                    ends[Memory(inPlace.OutputGradient)] = i;
                    break;
                case ParameterGradientCall parameters:
                    // In a training step the update of a layer comes one call later, after the gradient of the layer below.
                    ends[Memory(parameters.LinearGradient)] = i + 1;
                    break;
            }
        }

        return Arena.Allocate(permanent, begins.Select(begin => new Lifetime(begin.Value, begin.Rows, begin.First, ends[begin.Value])));
    }

    /// <summary>One example alone: the activation of a layer lives until the next layer that does something has read it.</summary>
    private static Arena PlanScratch(NetworkShape network)
    {
        var layers = network.Layers.Where(layer => !NetworkPlan.PassesOn(layer)).ToList();

        // The last one writes to the output, unless it is the only one: the output may be the memory of the example.
        return Arena.Allocate([], layers
            .Select((layer, index) => (layer, end: index + 1 < layers.Count ? layers[index + 1].Number : layer.Number + 1, isLast: index == layers.Count - 1))
            .Where(entry => !entry.isLast || layers.Count == 1)
            .Select(entry => new Lifetime(Value.A(entry.layer.Number), entry.layer.Units, entry.layer.Number, entry.end)));
    }

    private static LossKernelKind KernelOf(Loss loss) => loss switch
    {
        Loss.BinaryCrossEntropy => LossKernelKind.SigmoidCrossEntropy,
        Loss.CategoricalCrossEntropy => LossKernelKind.SoftmaxCrossEntropy,
        Loss.MeanSquaredError => LossKernelKind.MeanSquaredError,
        Loss.MeanAbsoluteError => LossKernelKind.MeanAbsoluteError,
        Loss.Huber => LossKernelKind.Huber,
        Loss.Hinge => LossKernelKind.Hinge,
        Loss.KLDivergence => LossKernelKind.KLDivergence,
        Loss.CosineDistance => LossKernelKind.CosineDistance,
        _ => throw new InvalidOperationException($"There is no kernel for {loss}."),
    };

    private static bool IncludesActivation(LossKernelKind kernel) =>
        kernel is LossKernelKind.SigmoidCrossEntropy or LossKernelKind.SoftmaxCrossEntropy;

    /// <summary>What falls on one side and rises on the other does not tell from A alone on which side Z lies.</summary>
    private static bool NeedsPreActivation(Activation activation) =>
        activation is Activation.GELU or Activation.GELUTanh or Activation.SiLU or Activation.Mish or Activation.HardSwish;
}
