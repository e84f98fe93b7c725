using System.Globalization;

using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>What was inferred from a declaration: the shapes where all fit, and what does not.</summary>
internal sealed record ShapeResult(NetworkShape? Shape, EquatableArray<Problem> Problems);

/// <summary>
/// Gives every layer its input and output, chooses what the user has left open, or says in one sentence why it cannot.
/// The generator and the analyzer both call this.
/// </summary>
internal static class ShapeInference
{
    /// <summary>The most elements that one array of the runtime holds (<c>Array.MaxLength</c>).</summary>
    private const long MostNumbers = 2_147_483_591;

    public static ShapeResult Infer(NetworkDeclaration declaration)
    {
        var problems = new List<Problem>();
        string name = declaration.Class.Name;
        var (output, loss) = ChooseOutput(declaration);

        var layers = new List<DenseLayer>();
        int inputs = 0;
        for (int i = 0; i < declaration.Layers.Count; i++)
        {
            int size;
            switch (declaration.Layers[i])
            {
                case InputDeclaration input:
                    size = input.Features;
                    break;
                case DenseDeclaration dense:
                    size = dense.Units;
                    bool last = i == declaration.Layers.Count - 1;
                    var activation = dense.Activation ?? (last ? output : declaration.Hidden ?? Activation.ReLU);
                    layers.Add(new DenseLayer(i, inputs, size, activation));
                    if (activation is Activation.Softmax or Activation.LogSoftmax && size == 1)
                    {
                        problems.Add(Problem.At(
                            Place.LayerActivation(i),
                            Descriptors.SoftmaxOverOneId,
                            last ? "The output" : $"Layer {Number(i)}",
                            name,
                            activation == Activation.Softmax ? "softmax" : "log-softmax",
                            activation == Activation.Softmax ? "1" : "0"));
                    }

                    break;
                default:
                    continue;
            }

            if (size < 1)
            {
                problems.Add(Problem.At(
                    Place.LayerSize(i), Descriptors.SizeNotPositiveId, i == 0 ? "The input" : $"Layer {Number(i)}", name, Number(size)));
            }

            inputs = size;
        }

        CheckLoss(declaration, layers, loss, problems);
        if (loss == Loss.CosineDistance && layers[layers.Count - 1].Units == 1)
        {
            problems.Add(Problem.At(Place.NetworkArgument("Loss"), Descriptors.CosineOverOneId, name, nameof(Loss.MeanSquaredError)));
        }

        if (problems.Count == 0)
        {
            CheckTotal(declaration, layers, problems);
        }

        return problems.Count > 0
            ? new(null, problems.ToEquatableArray())
            : new(new NetworkShape(declaration, layers[0].Inputs, layers.ToEquatableArray(), loss), default);
    }

    /// <summary>The loss follows from the output and the output from the loss; with neither, the method's sigmoid and binary cross-entropy.</summary>
    private static (Activation Output, Loss Loss) ChooseOutput(NetworkDeclaration declaration)
    {
        var said = (declaration.Layers[declaration.Layers.Count - 1] as DenseDeclaration)?.Activation ?? declaration.Output;
        var output = said ?? (declaration.Loss is { } loss ? TakenBy(loss) ?? Activation.Identity : Activation.Sigmoid);
        return (output, declaration.Loss ?? LossAfter(output));
    }

    /// <summary>The loss that a network has after this output when the user names none.</summary>
    private static Loss LossAfter(Activation output) => output switch
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
        Loss.CategoricalCrossEntropy => Activation.Softmax,
        Loss.KLDivergence => Activation.LogSoftmax,
        Loss.Hinge => Activation.Identity,
        _ => null,
    };

    private static void CheckLoss(NetworkDeclaration declaration, List<DenseLayer> layers, Loss loss, List<Problem> problems)
    {
        var output = layers[layers.Count - 1].Activation;
        if (TakenBy(loss) is { } expected && output != expected)
        {
            problems.Add(Problem.At(
                Place.NetworkArgument("Loss"),
                Descriptors.LossDoesNotFitId,
                loss.ToString(),
                expected.ToString(),
                declaration.Class.Name,
                output.ToString(),
                LossAfter(output).ToString()));
        }
    }

    private static void CheckTotal(NetworkDeclaration declaration, List<DenseLayer> layers, List<Problem> problems)
    {
        // In decimal: thousands of layers of 2³¹ × 2³¹ weights exceed a long.
        decimal parameters = layers.Sum(layer => ((decimal)layer.Inputs * layer.Units) + layer.Units);
        decimal passes = layers.Sum(layer => 3m * layer.Units);
        decimal most = parameters >= passes ? parameters : passes;
        if (most > MostNumbers)
        {
            problems.Add(Problem.At(
                Place.ClassName,
                Descriptors.TooManyParametersId,
                declaration.Class.Name,
                most.ToString("N0", CultureInfo.InvariantCulture),
                parameters >= passes ? "parameters" : "activations and gradients for one example",
                MostNumbers.ToString("N0", CultureInfo.InvariantCulture)));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
