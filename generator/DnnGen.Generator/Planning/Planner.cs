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
        var backward = AddParts(network, PlanBackward(network, programs.Backward)).ToList();
        var costs = network.Heads.Select(PlanCost).ToEquatableArray();
        var kept = new HashSet<Value?>(backward.OfType<ActivationBackwardCall>().Select(call => call.Linear).Concat(costs.Select(cost => cost.Logits)));
        var forward = PlanForward(network, programs.Forward, kept).ToList();
        var training = FuseUpdates(backward).ToList();

        return new(
            network,
            PlanArena(network, kept, backward),
            forward.ToEquatableArray(),
            costs,
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
                case Linear or Convolve or Apply { Result.Kind: ValueKind.PreActivation }:
                    linears.Add(operation.Result, operation);
                    break;

                case Activate activate when linears.TryGetValue(activate.Operand, out var linear) && linear is Apply kernel:
                    yield return new KernelForwardCall(
                        (KernelLayer)network.Layers[linear.Result.Layer - 1], kernel.Operand, kept.Contains(linear.Result) ? new([linear.Result]) : default, activate.Result);
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

                case Apply apply:
                    var applied = (KernelLayer)network.Layers[apply.Result.Layer - 1];
                    yield return new KernelForwardCall(applied, apply.Operand, Kept(applied), apply.Result);
                    break;

                case Branch or Show:
                    yield return new LayerForwardCall(network.Layers[operation.Result.Layer - 1], operation is Branch branch ? branch.Operand : ((Show)operation).Operand, operation.Result);
                    break;

                default:
                    yield return new LayerForwardCall(network.Layers[operation.Result.Layer - 1], Value.A(network.Layers[operation.Result.Layer - 1].Operands[0]), operation.Result);
                    break;
            }
        }
    }

    private static EquatableArray<Value> Kept(KernelLayer layer) =>
        layer.Kept.Select(kept => Value.Kept(layer.Number, kept.Name)).ToEquatableArray();

    /// <summary>What the activation of the output is applied to: the linear part of its layer, or what comes into an activation that is a layer.</summary>
    private static Value Logits(Layer layer) => layer is ActivationLayer ? Value.A(layer.Operands[0]) : Value.Z(layer.Number);

    private static CostCall PlanCost(Head head)
    {
        var kernel = KernelOf(head);
        return new(head, kernel, IncludesActivation(kernel) ? Logits(head.Layer) : null, Value.A(head.Layer.Number), Value.Y(head.Name));
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

        // The outputs that a parameter has a part in; of the others no gradient is needed.
        bool[] trained = new bool[network.Layers.Count + 1];
        foreach (var layer in network.Layers)
        {
            trained[layer.Number] = layer.IsTrained || layer.Operands.Any(operand => trained[operand]);
        }

        // The gradients of losses that include the activation of a layer which others read too: they join what comes from those at Z.
        var joining = new Dictionary<int, LossGradientCall>();

        bool IsFrozen(Value parameter) => network.Layers[parameter.Layer - 1].IsFrozen;
        foreach (var operation in program)
        {
            switch (operation)
            {
                case WeightGradient { Result: var weights } when IsFrozen(weights):
                case BiasGradient { Result: var bias } when IsFrozen(bias):
                case ActivationGradient { Result: { Kind: ValueKind.PreActivation } linear } when !trained[linear.Layer]:
                case NormalizeGradient { Output: var normalized, Operand: var operandOfNorm } when IsFrozen(normalized) && !trained[operandOfNorm.Layer]:
                    break;

                case NormalizeGradient norm:
                    yield return new NormBackwardCall(
                        (NormLayer)network.Layers[norm.Output.Layer - 1], norm.Operand, Resolve(norm.OutputGradient), norm.Result);
                    break;

                case ApplyGradient apply when trained[apply.Output.Layer]:
                    var applied = (KernelLayer)network.Layers[apply.Output.Layer - 1];
                    yield return new KernelBackwardCall(
                        applied,
                        apply.Operand,
                        apply.Output,
                        Kept(applied),
                        Resolve(apply.OutputGradient),
                        applied.BackwardScratch.Select(scratch => Value.Kept(applied.Number, scratch.Name).Gradient).ToEquatableArray(),
                        trained[apply.Operand.Layer] ? apply.Result : null);
                    break;

                case { Result: { Kind: ValueKind.Input or ValueKind.Activation } result } when !trained[result.Layer]:
                    break;

                case LossGradient loss:
                    var head = network.Heads.First(one => one.Layer.Number == loss.Output.Layer);
                    var kernel = KernelOf(head);
                    var gradient = IncludesActivation(kernel) ? Logits(head.Layer).Gradient : loss.Result;
                    var call = new LossGradientCall(head, head.Layer, kernel, loss.Output, loss.Labels, gradient);
                    if (gradient != loss.Result && network.IsRead(head.Layer))
                    {
                        joining.Add(head.Layer.Number, call);
                        break;
                    }

                    yield return call;
                    renamed[loss.Result] = gradient;
                    break;

                case ActivationGradient activation when Resolve(activation.OutputGradient) == activation.Result:
                    break;

                case ActivationGradient { Function: Activation.Identity, Result.Kind: ValueKind.Activation } identity:
                    yield return new PassBackwardCall(
                        network.Layers[identity.Output.Layer - 1], Resolve(identity.OutputGradient), identity.Result);
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
                    if (joining.TryGetValue(activation.Output.Layer, out var joined))
                    {
                        var part = joined.Result.Kind == ValueKind.PreActivation ? joined.Result with { Part = 1 } : joined.Result;
                        yield return joined with { Result = part };
                        if (part != joined.Result)
                        {
                            yield return new AccumulateCall(joined.Layer, part, joined.Result);
                        }
                    }

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
                    yield return new PassBackwardCall(
                        network.Layers[reshape.OutputGradient.Layer - 1], Resolve(reshape.OutputGradient), reshape.Result);
                    break;

                case DropGradient drop:
                    yield return new DropoutBackwardCall(
                        (DropoutLayer)network.Layers[drop.Output.Layer - 1], Resolve(drop.OutputGradient), drop.Result);
                    break;

                case PassGradient pass:
                    yield return new PassBackwardCall(network.Layers[pass.Output.Layer - 1], Resolve(pass.OutputGradient), pass.Result);
                    break;

                case CopyGradient copy:
                    var sum = (CombineLayer)network.Layers[copy.Output.Layer - 1];
                    yield return new PieceCall(sum, Resolve(copy.OutputGradient), 0, sum.Units, copy.Result);
                    break;

                case FactorGradient { IsLast: true } factor:
                    yield return new FactorInPlaceCall(
                        (CombineLayer)network.Layers[factor.Output.Layer - 1], factor.Other, Resolve(factor.OutputGradient), factor.Result);
                    break;

                case FactorGradient factor:
                    yield return new FactorCall(
                        (CombineLayer)network.Layers[factor.Output.Layer - 1], factor.Other, Resolve(factor.OutputGradient), factor.Result);
                    break;

                case PieceGradient piece:
                    var join = (CombineLayer)network.Layers[piece.Output.Layer - 1];
                    yield return new PieceCall(
                        join, Resolve(piece.OutputGradient), join.Sources.Take(piece.Index).Sum(source => SizeOf(network, source)), SizeOf(network, piece.Result.Layer), piece.Result);
                    break;

                default:
                    throw new InvalidOperationException($"There is no kernel for {operation.GetType().Name}.");
            }
        }
    }

    /// <summary>The numbers of one example of an output; 0 is X.</summary>
    private static int SizeOf(NetworkShape network, int layer) => layer == 0 ? network.Inputs : network.Layers[layer - 1].Units;

    /// <summary>
    /// An output that several layers read has a part of its gradient from each of them. The first part that comes, which is
    /// that of the last reader, is the gradient itself; the others are made apart and added.
    /// </summary>
    private static IEnumerable<KernelCall> AddParts(NetworkShape network, IEnumerable<KernelCall> calls)
    {
        var begun = new HashSet<Value>();
        int parts = 0;
        foreach (var call in calls)
        {
            var (result, layer) = call switch
            {
                InPlaceCall { Result: { Kind: ValueKind.Activation } value } => (value, network.Layers[value.Layer - 1]),
                OperandGradientCall operand => (operand.Result, operand.Layer),
                PoolBackwardCall pool => (pool.Result, pool.Layer),
                KernelBackwardCall apply => (apply.Result, apply.Layer),
                FactorCall factor => (factor.Result, factor.Layer),
                PieceCall piece => (piece.Result, piece.Layer),
                LossGradientCall { Result: { Kind: ValueKind.Activation } value } loss => (value, loss.Layer),
                _ => (null, (Layer?)null),
            };
            if (result is null || begun.Add(result))
            {
                yield return call;
                continue;
            }

            var part = result with { Part = ++parts };
            yield return call switch
            {
                ActivationBackwardCall own => own with { Result = part },
                DropoutBackwardCall own => own with { Result = part },
                PassBackwardCall own => own with { Result = part },
                FactorInPlaceCall own => own with { Result = part },
                NormBackwardCall own => own with { Result = part },
                OperandGradientCall own => own with { Result = part },
                PoolBackwardCall own => own with { Result = part },
                KernelBackwardCall own => own with { Result = part },
                FactorCall own => own with { Result = part },
                PieceCall own => own with { Result = part },
                LossGradientCall own => own with { Result = part },
                _ => throw new InvalidOperationException($"There is no part for {call.GetType().Name}."),
            };
            yield return new AccumulateCall(layer!, part, result);
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
            : layer is KernelLayer kernel
                ? [.. kernel.Kept.Select(kept => (Value.Kept(layer.Number, kept.Name), kept.Rows)), (Value.A(layer.Number), layer.Units)]
                : [(Value.A(layer.Number), layer.Units)]);
        permanent = network.Heads.Count == 1 ? permanent : permanent.Append((Value.AL, network.Outputs));

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
                case KernelBackwardCall kernel:
                    ends[Memory(kernel.OutputGradient)] = i;
                    foreach (var (scratch, size) in kernel.Scratch.Zip(kernel.Layer.BackwardScratch, (value, scratch) => (value, scratch.Rows)))
                    {
                        begins.Add((scratch, size, i));
                        ends[scratch] = i;
                    }

                    if (kernel.Result is { } operandGradient)
                    {
                        begins.Add((operandGradient, kernel.Layer.Inputs, i));
                        ends[operandGradient] = i;
                    }

                    break;
                case FactorCall factor:
                    ends[Memory(factor.OutputGradient)] = i;
                    begins.Add((factor.Result, factor.Layer.Units, i));
                    ends[factor.Result] = i;
                    break;
                case PieceCall piece:
                    ends[Memory(piece.OutputGradient)] = i;
                    begins.Add((piece.Result, piece.Rows, i));
                    ends[piece.Result] = i;
                    break;
                case AccumulateCall accumulate:
                    ends[Memory(accumulate.Part)] = i;
                    ends[Memory(accumulate.Result)] = i;
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
        int last = network.Heads.Count == 1 ? NetworkPlan.PredictedFrom(network, Value.A(network.Last.Number)).Layer : 0;
        int[] ends = new int[network.Layers.Count + 1];
        foreach (var layer in layers)
        {
            ends[layer.Number] = layer.Number + 1;
            foreach (int operand in layer.Operands)
            {
                ends[NetworkPlan.PredictedFrom(network, Value.A(operand)).Layer] = layer.Number;
            }
        }

        foreach (var head in network.Heads.Where(_ => network.Heads.Count > 1))
        {
            // Several outputs are copied out at the end: an output may be the memory of an example.
            ends[NetworkPlan.PredictedFrom(network, Value.A(head.Layer.Number)).Layer] = network.Layers.Count + 1;
        }

        // The last one writes to the output, unless it reads the example: the output may be the memory of the example.
        bool readsExample = last > 0 && network.Layers[last - 1].Operands.Any(operand => NetworkPlan.PredictedFrom(network, Value.A(operand)).Kind == ValueKind.Input);
        return Arena.Allocate([], layers
            .Where(layer => layer.Number != last || readsExample)
            .Select(layer => new Lifetime(Value.A(layer.Number), layer.Units, layer.Number, ends[layer.Number])));
    }

    private static LossKernelKind KernelOf(Head head) => head.Loss switch
    {
        Loss.BinaryCrossEntropy => LossChoice.IsOfLogits(head.Loss, head.Layer.Activation) ? LossKernelKind.SigmoidCrossEntropy : LossKernelKind.BinaryCrossEntropy,
        Loss.CategoricalCrossEntropy => LossKernelKind.SoftmaxCrossEntropy,
        Loss.SparseCategoricalCrossEntropy => LossKernelKind.SparseSoftmaxCrossEntropy,
        Loss.MeanSquaredError => LossKernelKind.MeanSquaredError,
        Loss.MeanAbsoluteError => LossKernelKind.MeanAbsoluteError,
        Loss.Huber => LossKernelKind.Huber,
        Loss.Hinge => LossKernelKind.Hinge,
        Loss.KLDivergence => LossKernelKind.KLDivergence,
        Loss.CosineDistance => LossKernelKind.CosineDistance,
        _ => throw new InvalidOperationException($"There is no kernel for {head.Loss}."),
    };

    private static bool IncludesActivation(LossKernelKind kernel) =>
        kernel is LossKernelKind.SigmoidCrossEntropy or LossKernelKind.SoftmaxCrossEntropy or LossKernelKind.SparseSoftmaxCrossEntropy;

    /// <summary>What falls on one side and rises on the other does not tell from A alone on which side Z lies.</summary>
    public static bool NeedsPreActivation(Activation activation) =>
        activation is Activation.GELU or Activation.GELUTanh or Activation.SiLU or Activation.Mish or Activation.HardSwish;
}
