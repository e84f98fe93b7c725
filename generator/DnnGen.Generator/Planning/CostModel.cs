using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Planning;

/// <summary>
/// What a network costs in one form or another, and so which form its code takes. All of it follows from the sizes, before
/// the program runs; each number was measured, and the generated code says what was chosen.
/// </summary>
internal static class CostModel
{
    /// <summary>Units up to which a layer's activations lie unit after unit.</summary>
    /// <remarks>
    /// The registers of a product run along what is contiguous. In a small layer that is the examples, of which there are
    /// more; in a large one the units, so that a mini-batch and one example alone work too. Up to 64 units the sums of the
    /// next layer are also too short for the other family of products, which wants each example in one piece.
    /// </remarks>
    public const int MostUnitsInOnePiece = 64;

    /// <summary>Parameters up to which a network is written out.</summary>
    /// <remarks>
    /// A kernel call costs about 25 ns, whatever it does, and a step of two layers makes ten of them; written out, a
    /// parameter costs three instructions for every register of examples. Sums that no longer fit into registers are loaded
    /// and stored each time, which takes the gain away where a network grows. 2-4-1 with 400 examples, in floats: 2.7 µs
    /// by kernels, 1.1 µs written out. The methods stay far below what the JIT optimises: 64 parameters are 200 locals.
    /// </remarks>
    public const int MostUnrolledParameters = 64;

    /// <summary>Features and labels of an example that a step which is written out turns on the stack: 16 KiB of doubles.</summary>
    private const int MostTurnedNumbers = 16;

    /// <summary>
    /// Whether a training step is written out. What couples the units of an example has no form in which each place of a
    /// register is an example.
    /// </summary>
    public static bool UnrollsStep(NetworkShape network, LossKernelKind loss) =>
        UnrollsPrediction(network)
        && !network.HasPenalty
        && network.Inputs + network.Outputs <= MostTurnedNumbers
        && !network.HasLossSettings
        && loss is not (LossKernelKind.SoftmaxCrossEntropy or LossKernelKind.SparseSoftmaxCrossEntropy or LossKernelKind.KLDivergence or LossKernelKind.BinaryCrossEntropy or LossKernelKind.CosineDistance);

    /// <summary>Whether the prediction of one example is written out.</summary>
    public static bool UnrollsPrediction(NetworkShape network) =>
        network.IsDense
        && !network.HasFrozen
        && network.ParameterCount <= MostUnrolledParameters
        && network.Layers.All(layer => !CouplesUnits(layer.Activation));

    /// <summary>Whether an activation takes the units of one example together.</summary>
    public static bool CouplesUnits(Activation activation) => activation is Activation.Softmax or Activation.LogSoftmax;
}
