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
            int l = layer.Number;
            yield return new Linear(Value.W(l), Value.B(l), Value.A(l - 1), Value.Z(l));
            yield return new Activate(layer.Activation, Value.Z(l), Value.A(l));
        }

        yield return new MeanLoss(network.Loss, Value.A(network.Last.Number), Value.Y, Value.J);
    }
}
