namespace DnnGen.Generator.Shapes;

/// <summary>Outputs that lie between 0 and 1 whatever comes in, so that a cross-entropy can take them for probabilities.</summary>
internal static class Probabilities
{
    /// <summary>Whether all that comes out of a layer does.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="layers">All layers up to it, in their order.</param>
    public static bool ComeOutOf(Layer layer, IReadOnlyList<Layer> layers) => layer switch
    {
        { Activation: Activation.Sigmoid or Activation.HardSigmoid or Activation.Softmax } => true,

        // What only moves, chooses or averages such numbers, or multiplies them with one another.
        ReshapeLayer or BranchLayer or OutputLayer or UpsampleLayer or PoolLayer or Pool1DLayer
            or ActivationLayer { Activation: Activation.Identity }
            or CombineLayer { Kind: CombineKind.Multiply or CombineKind.Concat } =>
            layer.Operands.All(operand => operand > 0 && ComeOutOf(layers[operand - 1], layers)),
        _ => false,
    };
}
