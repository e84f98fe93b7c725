using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>Which loss an output is trained on, and which activation it has for that.</summary>
internal static class LossChoice
{
    /// <summary>The loss follows from the output and the output from the loss; with neither, the method's sigmoid and binary cross-entropy.</summary>
    /// <param name="layer">The layer that makes the output.</param>
    /// <param name="output">The activation that the network names, where it names one.</param>
    /// <param name="loss">The loss that was named, where one was.</param>
    public static (Activation Output, Loss Loss) Of(LayerDeclaration layer, Activation? output, Loss? loss)
    {
        var said = HasActivation(layer) ? ActivationOf(layer) ?? output : Activation.Identity;
        var chosen = said ?? (loss is { } named ? TakenBy(named) ?? Activation.Identity : Activation.Sigmoid);
        return (chosen, loss ?? After(chosen));
    }

    /// <summary>Whether a loss and the activation of a layer go together.</summary>
    public static void Check(string network, LayerDeclaration declared, Layer layer, List<Layer> layers, Loss loss, Place place, List<Problem> problems)
    {
        // A softmax decides among its outputs, and each of them is no decision of its own.
        var output = layer.Activation;
        bool areProbabilities = loss == Loss.BinaryCrossEntropy && output != Activation.Softmax && Probabilities.ComeOutOf(layer, layers);
        if (TakenBy(loss) is { } expected && output != expected && !areProbabilities)
        {
            problems.Add(Problem.At(
                place,
                Descriptors.LossDoesNotFitId,
                loss.ToString(),
                expected.ToString(),
                network,
                output.ToString(),
                After(output).ToString(),
                HasActivation(declared) ? $"use Activation.{expected}" : $"write [Activation(Activation.{expected})] after {LayerSpelling.Of(declared)}"));
        }

        if (loss == Loss.CosineDistance && layer.Output.Count == 1)
        {
            problems.Add(Problem.At(place, Descriptors.CosineOverOneId, network, nameof(Loss.MeanSquaredError)));
        }
    }

    /// <summary>Whether a loss is computed from what its output activation is applied to, so that it stays finite.</summary>
    public static bool IsOfLogits(Loss loss, Activation output) =>
        loss is (Loss.BinaryCrossEntropy or Loss.CategoricalCrossEntropy or Loss.SparseCategoricalCrossEntropy) && output == TakenBy(loss);

    /// <summary>The activation that a layer names itself.</summary>
    public static Activation? ActivationOf(LayerDeclaration layer) => layer switch
    {
        DenseDeclaration dense => dense.Activation,
        FeedForwardDeclaration feedForward => feedForward.Activation,
        ConvolutionDeclaration convolution => convolution.Activation,
        Convolution1DDeclaration convolution => convolution.Activation,
        DepthwiseConvolutionDeclaration depthwise => depthwise.Activation,
        TransposedConvolutionDeclaration transposed => transposed.Activation,
        ActivationDeclaration activation => activation.Activation ?? Activation.Identity,
        _ => null,
    };

    /// <summary>Whether an output activation has a place in a layer.</summary>
    public static bool HasActivation(LayerDeclaration layer) =>
        layer is DenseDeclaration or ConvolutionDeclaration or Convolution1DDeclaration or DepthwiseConvolutionDeclaration or TransposedConvolutionDeclaration or ActivationDeclaration;

    /// <summary>The loss that an output has when the user names none.</summary>
    private static Loss After(Activation output) => output switch
    {
        Activation.Sigmoid => Loss.BinaryCrossEntropy,
        Activation.Softmax => Loss.CategoricalCrossEntropy,
        Activation.LogSoftmax => Loss.KLDivergence,
        _ => Loss.MeanSquaredError,
    };

    /// <summary>
    /// The one output activation that a loss has a meaning for: cross-entropies take probabilities, the divergence their
    /// logarithms, the hinge a margin without bounds. The others compare any numbers.
    /// </summary>
    private static Activation? TakenBy(Loss loss) => loss switch
    {
        Loss.BinaryCrossEntropy => Activation.Sigmoid,
        Loss.CategoricalCrossEntropy or Loss.SparseCategoricalCrossEntropy => Activation.Softmax,
        Loss.KLDivergence => Activation.LogSoftmax,
        Loss.Hinge => Activation.Identity,
        _ => null,
    };
}
