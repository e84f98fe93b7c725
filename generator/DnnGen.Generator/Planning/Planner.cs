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
        var linears = program.OfType<Linear>().ToDictionary(linear => linear.Result);
        foreach (var activate in program.OfType<Activate>())
        {
            var linear = linears[activate.Operand];
            yield return new DenseForwardCall(
                network.Layers[linear.Result.Layer - 1],
                linear.Weights,
                linear.Bias,
                linear.Operand,
                kept.Contains(linear.Result) ? linear.Result : null,
                activate.Result);
        }
    }

    private static CostCall PlanCost(NetworkShape network)
    {
        int last = network.Last.Number;
        var kernel = KernelOf(network.Loss);
        return new(kernel, IncludesActivation(kernel) ? Value.Z(last) : null, Value.A(last), Value.Y);
    }

    /// <summary>
    /// A cross-entropy and its output activation become one step, dZ = A − Y. An identity passes its gradient on
    /// without a call. The gradient of X, which nobody reads, is never computed.
    /// </summary>
    private static IEnumerable<KernelCall> PlanBackward(NetworkShape network, EquatableArray<BackwardOperation> program)
    {
        // What a gradient is called once the calls that only rename it are left out.
        var renamed = new Dictionary<Value, Value>();
        Value Resolve(Value value) => renamed.TryGetValue(value, out var other) ? other : value;

        foreach (var operation in program)
        {
            switch (operation)
            {
                case LossGradient loss:
                    var kernel = KernelOf(loss.Loss);
                    var last = network.Layers[loss.Output.Layer - 1];
                    var result = IncludesActivation(kernel) ? Value.Z(last.Number).Gradient : loss.Result;
                    yield return new LossGradientCall(last, kernel, loss.Output, loss.Labels, result);
                    renamed[loss.Result] = result;
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

                case OperandGradient { Result.Kind: ValueKind.Input }:
                    break;

                case OperandGradient operand:
                    yield return new OperandGradientCall(
                        network.Layers[operand.Weights.Layer - 1], operand.Weights, Resolve(operand.OutputGradient), operand.Result);
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
        var permanent = network.Layers.SelectMany(layer => kept.Contains(Value.Z(layer.Number))
            ? new[] { (Value.Z(layer.Number), layer.Units), (Value.A(layer.Number), layer.Units) }
            : [(Value.A(layer.Number), layer.Units)]);

        var lastReader = new int[network.Layers.Count + 1];
        for (int i = 0; i < backward.Count; i++)
        {
            if (backward[i] is ParameterGradientCall gradient)
            {
                // In a training step the update of a layer comes one call later, after the gradient of the layer below.
                lastReader[gradient.Layer.Number] = i + 1;
            }
        }

        var passing = new List<Lifetime>();
        for (int i = 0; i < backward.Count; i++)
        {
            var (number, result) = backward[i] switch
            {
                LossGradientCall loss => (loss.Layer.Number, loss.Result),
                OperandGradientCall operand => (operand.Layer.Number - 1, operand.Result),
                _ => (0, null),
            };
            if (result is not null)
            {
                passing.Add(new(result, network.Layers[number - 1].Units, i, lastReader[number]));
            }
        }

        return Arena.Allocate(permanent, passing);
    }

    /// <summary>One example alone: the activation of a layer lives until the next layer has read it.</summary>
    private static Arena PlanScratch(NetworkShape network)
    {
        int last = network.Last.Number;
        return Arena.Allocate([], network.Layers
            .Where(layer => layer.Number < last || last == 1)
            .Select(layer => new Lifetime(Value.A(layer.Number), layer.Units, layer.Number, layer.Number + 1)));
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
