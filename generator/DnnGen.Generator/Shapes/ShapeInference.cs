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
    public const long MostNumbers = 2_147_483_591;

    /// <summary>2²⁴: floats beyond it leave out whole numbers.</summary>
    private const int MostFloatTokens = 1 << 24;

    public static ShapeResult Infer(NetworkDeclaration declaration)
    {
        var (shape, problems) = InferLayers(declaration);
        return new(shape, problems.Select(problem => problem with { Place = BlockExpansion.Locate(declaration.Layers, problem.Place) }).ToEquatableArray());
    }

    /// <summary>The same, where the places of problems have the numbers of the layers.</summary>
    private static ShapeResult InferLayers(NetworkDeclaration declaration)
    {
        var problems = new List<Problem>();
        string name = declaration.Class.Name;
        var (output, loss) = ChooseOutput(declaration);
        var input = ((InputDeclaration)declaration.Layers[0]).Shape;
        CheckInput(declaration, input, problems);
        WeightSettings.Check(declaration, problems);

        var layers = new List<Layer>();
        var shape = input;
        var names = new NamedOutputs(declaration.Layers, declaration.NameAt, problems);
        names.Add(0, declaration.Layers[0].Name, input);
        for (int i = 1; i < declaration.Layers.Count; i++)
        {
            names.Begin(i, shape);
            bool last = i == declaration.Layers.Count - 1;
            if (shape.Kind == TensorKind.Tokens && declaration.Layers[i] is not (EmbeddingDeclaration or BranchDeclaration))
            {
                problems.Add(Problem.At(
                    Place.LayerAttribute(i), Descriptors.NumbersExpectedId, Number(i), name, LayerSpelling.Of(declaration.Layers[i]), shape.Words));
                return new(null, problems.ToEquatableArray());
            }

            last &= declaration.Layers[i] is not FeedForwardDeclaration;
            var activation = ActivationOf(declaration.Layers[i]) ?? (last ? output : declaration.Hidden ?? Activation.ReLU);
            var layer = declaration.Layers[i] switch
            {
                CombineDeclaration combine => names.Combine(i, combine, shape),
                BranchDeclaration branch => names.Branch(i, branch),
                var other => new LayerInference(declaration.NameAt(i), i, shape, last, problems) { Previous = layers.LastOrDefault() }.Infer(other, activation),
            };
            layer = last && layer is Convolution1DLayer convolution ? convolution with { HasLogits = IsOfLogits(loss) } : layer;
            if (layer is null)
            {
                // What comes in after it is not known, and nothing more can be said.
                return new(null, problems.ToEquatableArray());
            }

            layer = declaration.Layers[i].IsFrozen && layer.Parameters.Count > 0 ? layer with { IsFrozen = true } : layer;
            layer = TiedWeights.Apply(declaration, layer, layers, names, problems);
            layers.Add(WeightSettings.Apply(declaration, declaration.Layers[i], layer, problems));
            shape = layer.Output;
            names.Add(i, declaration.Layers[i].Name, shape);
            names.AddBlocks(i, shape);
        }

        CheckOutput(declaration, layers[layers.Count - 1], problems);
        CheckLoss(declaration, layers[layers.Count - 1], loss, problems);
        LossSettings.Check(declaration, layers[layers.Count - 1].Output, loss, problems);
        if (IsWrong(problems))
        {
            return new(null, problems.ToEquatableArray());
        }

        CheckReaders(declaration, layers, problems);
        CheckTotal(declaration, layers, problems);
        if (layers.All(layer => layer.Parameters.Count == 0))
        {
            problems.Add(Problem.At(Place.ClassName, Descriptors.NothingToTrainId, name));
        }
        else if (!layers.Any(layer => layer.IsTrained))
        {
            problems.Add(Problem.At(Place.ClassName, Descriptors.AllFrozenId, name));
        }

        return IsWrong(problems)
            ? new(null, problems.ToEquatableArray())
            : new(new NetworkShape(declaration, input, layers.ToEquatableArray(), loss), problems.ToEquatableArray());
    }

    /// <summary>Whether one example has one output, as far as can be said.</summary>
    public static bool HasOneOutput(NetworkDeclaration declaration) =>
        Infer(declaration).Shape is { } shape ? shape.Outputs == 1 : declaration.Layers[declaration.Layers.Count - 1] is DenseDeclaration { Units: 1 };

    /// <summary>The sentence for a size of the input or of a layer that is not positive.</summary>
    public static Problem NotPositive(Place place, string name, int layer, int size) => Problem.At(
        place, Descriptors.SizeNotPositiveId, layer == 0 ? "The input" : $"Layer {Number(layer)}", name, Number(size));

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a branch leaves behind must be read by somebody, or the layers before it train for nothing.</summary>
    private static void CheckReaders(NetworkDeclaration declaration, List<Layer> layers, List<Problem> problems)
    {
        var read = new HashSet<int>(layers.SelectMany(layer => layer.Operands));
        foreach (var layer in layers.Where(layer => layer.Number < layers.Count && !read.Contains(layer.Number)))
        {
            problems.Add(Problem.At(Place.LayerAttribute(layer.Number), Descriptors.ReadByNobodyId, Number(layer.Number), declaration.NameAt(layer.Number)));
        }
    }

    /// <summary>Whether anything is worse than a hint.</summary>
    private static bool IsWrong(List<Problem> problems) =>
        problems.Any(problem => Descriptors.Get(problem.Id).DefaultSeverity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);

    private static void CheckInput(NetworkDeclaration declaration, TensorShape input, List<Problem> problems)
    {
        for (int i = 0; i < input.Sizes.Count; i++)
        {
            if (input.Sizes[i] < 1)
            {
                var place = input.Kind switch
                {
                    TensorKind.Vector => Place.LayerSize(0),
                    TensorKind.Sequence or TensorKind.Tokens => Place.LayerArgument(0, i == 0 ? "Time" : "Features"),
                    _ => Place.LayerArgument(0, Number(i)),
                };
                problems.Add(NotPositive(place, declaration.Class.Name, 0, input.Sizes[i]));
            }
        }

        if (input.Kind == TensorKind.Tokens && (input.Vocabulary < 1 || (input.Vocabulary > MostFloatTokens && declaration.Precision == Precision.Single)))
        {
            problems.Add(input.Vocabulary < 1
                ? NotPositive(Place.LayerArgument(0, "Vocabulary"), declaration.Class.Name, 0, input.Vocabulary)
                : Problem.At(
                    Place.LayerArgument(0, "Vocabulary"),
                    Descriptors.OutOfRangeId,
                    "Vocabulary",
                    "0",
                    declaration.Class.Name,
                    Number(input.Vocabulary),
                    $"at most {Number(MostFloatTokens)}, up to which a float tells whole numbers apart, or the network of Precision.Double"));
        }
    }

    /// <summary>The activation that a layer names itself.</summary>
    private static Activation? ActivationOf(LayerDeclaration layer) => layer switch
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

    private static bool HasActivation(LayerDeclaration layer) =>
        layer is DenseDeclaration or ConvolutionDeclaration or Convolution1DDeclaration or DepthwiseConvolutionDeclaration or TransposedConvolutionDeclaration or ActivationDeclaration;

    /// <summary>The loss follows from the output and the output from the loss; with neither, the method's sigmoid and binary cross-entropy.</summary>
    private static (Activation Output, Loss Loss) ChooseOutput(NetworkDeclaration declaration)
    {
        var last = declaration.Layers[declaration.Layers.Count - 1];
        var said = HasActivation(last) ? ActivationOf(last) ?? declaration.Output : Activation.Identity;
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
        Loss.CategoricalCrossEntropy or Loss.SparseCategoricalCrossEntropy => Activation.Softmax,
        Loss.KLDivergence => Activation.LogSoftmax,
        Loss.Hinge => Activation.Identity,
        _ => null,
    };

    /// <summary>Whether a loss is computed from what its output activation is applied to, so that it stays finite.</summary>
    public static bool IsOfLogits(Loss loss) => loss is Loss.BinaryCrossEntropy or Loss.CategoricalCrossEntropy or Loss.SparseCategoricalCrossEntropy;

    /// <summary>An output activation that is asked for must have a layer to stand in.</summary>
    private static void CheckOutput(NetworkDeclaration declaration, Layer last, List<Problem> problems)
    {
        var declared = declaration.Layers[declaration.Layers.Count - 1];
        if (declaration.Output is { } output && output != Activation.Identity && !HasActivation(declared))
        {
            problems.Add(Problem.At(
                Place.NetworkArgument("Output"),
                Descriptors.OutputHasNoLayerId,
                declaration.Class.Name,
                LayerSpelling.Of(declared),
                output.ToString()));
        }
    }

    private static void CheckLoss(NetworkDeclaration declaration, Layer last, Loss loss, List<Problem> problems)
    {
        var output = last.Activation;
        var declared = declaration.Layers[declaration.Layers.Count - 1];
        if (TakenBy(loss) is { } expected && output != expected)
        {
            problems.Add(Problem.At(
                Place.NetworkArgument("Loss"),
                Descriptors.LossDoesNotFitId,
                loss.ToString(),
                expected.ToString(),
                declaration.Class.Name,
                output.ToString(),
                LossAfter(output).ToString(),
                HasActivation(declared) ? $"use Activation.{expected}" : $"write [Activation(Activation.{expected})] after {LayerSpelling.Of(declared)}"));
        }

        if (loss == Loss.CosineDistance && last.Output.Count == 1)
        {
            problems.Add(Problem.At(Place.NetworkArgument("Loss"), Descriptors.CosineOverOneId, declaration.Class.Name, nameof(Loss.MeanSquaredError)));
        }
    }

    /// <summary>What a layer keeps of one example beside its output, and needs for a moment on the way back.</summary>
    private static decimal KeptNumbers(Layer layer) =>
        layer is KernelLayer kernel ? kernel.Kept.Sum(kept => (decimal)kept.Rows) + kernel.BackwardScratch.Sum(scratch => (decimal)scratch.Rows) : 0;

    private static void CheckTotal(NetworkDeclaration declaration, List<Layer> layers, List<Problem> problems)
    {
        // In decimal: thousands of layers of 2³¹ × 2³¹ weights exceed a long.
        decimal parameters = layers.Sum(layer => layer.UncheckedParameterCount);
        decimal passes = Math.Max(layers.Sum(layer => (3m * layer.Output.Count) + KeptNumbers(layer)), layers[0].Input.Count);
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
}
