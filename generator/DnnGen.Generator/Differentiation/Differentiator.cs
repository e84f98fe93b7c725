using DnnGen.Generator.Collections;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Differentiation;

/// <summary>The forward program of a network and the backward program that follows from it.</summary>
internal sealed record Programs(EquatableArray<ForwardOperation> Forward, EquatableArray<BackwardOperation> Backward);

/// <summary>Writes a network as operations and derives the backward program from the forward one.</summary>
internal static class Differentiator
{
    public static Programs Differentiate(NetworkShape network)
    {
        var forward = ForwardOperations(network).ToList();
        var backward = Enumerable.Reverse(forward).SelectMany(DerivativeRules.Of);
        return new(forward.ToEquatableArray(), backward.ToEquatableArray());
    }

    private static IEnumerable<ForwardOperation> ForwardOperations(NetworkShape network)
    {
        foreach (var layer in network.Layers)
        {
            if (layer is InputLayer input)
            {
                yield return new Branch(Value.Source(input.Name), Value.A(layer.Number));
                continue;
            }

            if (layer is OutputLayer && !network.IsRead(layer))
            {
                yield return new Show(Value.A(layer.Operands[0]), Value.A(layer.Number));
                continue;
            }

            foreach (var operation in OperationsOf(layer, Value.A(layer.Operands[0]), Value.A(layer.Number)))
            {
                yield return operation;
            }

            // Right behind its layer, so that its gradient need not wait while that of other outputs goes back.
            foreach (var head in network.Heads.Where(head => head.Layer.Number == layer.Number))
            {
                yield return new MeanLoss(head.Loss, Value.A(layer.Number), Value.Y(head.Name), Value.J);
            }
        }
    }

    private static IEnumerable<ForwardOperation> OperationsOf(Layer layer, Value operand, Value result)
    {
        int l = layer.Number;
        return layer switch
        {
            DenseLayer =>
            [
                new Linear(Value.W(l), Value.B(l), operand, Value.Z(l)),
                new Activate(layer.Activation, Value.Z(l), result),
            ],
            ConvolutionLayer =>
            [
                new Convolve(Value.W(l), Value.B(l), operand, Value.Z(l)),
                new Activate(layer.Activation, Value.Z(l), result),
            ],
            ActivationLayer => [new Activate(layer.Activation, operand, result)],
            PoolLayer => [new Pool(operand, result)],
            ReshapeLayer => [new Reshape(operand, result)],
            NormLayer => [new Normalize(operand, result)],
            BranchLayer or OutputLayer => [new Branch(operand, result)],
            CombineLayer { Kind: CombineKind.Add } combine => [new Sum(operand, Value.A(combine.Sources[1]), result)],
            CombineLayer { Kind: CombineKind.Multiply } combine => [new Product(operand, Value.A(combine.Sources[1]), result)],
            CombineLayer combine => [new Join(combine.Sources.Select(Value.A).ToEquatableArray(), result)],
            DropoutLayer => [new Drop(operand, result)],
            Convolution1DLayer { HasLogits: true } =>
            [
                new Apply(operand, Value.Z(l)),
                new Activate(layer.Activation, Value.Z(l), result),
            ],
            KernelLayer => [new Apply(operand, result)],
            _ => throw new InvalidOperationException($"There is no operation for {layer.GetType().Name}."),
        };
    }
}
