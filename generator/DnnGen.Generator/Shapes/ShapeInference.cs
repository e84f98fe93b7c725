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
        var outputs = new DeclaredOutputs(declaration, problems);
        if (IsWrong(problems))
        {
            return new(null, problems.ToEquatableArray());
        }

        var sources = InputsOf(declaration, problems);
        var input = sources[0].Shape;
        WeightSettings.Check(declaration, problems);

        var layers = new List<Layer>();
        var shape = input;
        var names = new NamedOutputs(declaration.Layers, declaration.NameAt, problems);
        names.Add(0, declaration.Layers[0].Name, input);
        for (int i = 1; i < declaration.Layers.Count; i++)
        {
            names.Begin(i, shape);
            bool last = outputs.Contains(i);
            if (shape.Kind == TensorKind.Tokens && declaration.Layers[i] is not (EmbeddingDeclaration or BranchDeclaration or InputDeclaration or OutputDeclaration))
            {
                problems.Add(Problem.At(
                    Place.LayerAttribute(i), Descriptors.NumbersExpectedId, Number(i), name, LayerSpelling.Of(declaration.Layers[i]), shape.Words));
                return new(null, problems.ToEquatableArray());
            }

            last &= declaration.Layers[i] is not FeedForwardDeclaration;
            var activation = LossChoice.ActivationOf(declaration.Layers[i]) ?? (last ? outputs.Choose(i).Output : declaration.Hidden ?? Activation.ReLU);
            var layer = declaration.Layers[i] switch
            {
                CombineDeclaration combine => names.Combine(i, combine, shape),
                BranchDeclaration branch => names.Branch(i, branch),
                InputDeclaration another => new InputLayer(i, another.Shape, another.Name!),
                OutputDeclaration shown when outputs.LayerOf(i) is { } source => new OutputLayer(i, layers[source - 1].Output, source, shown.Output)
                {
                    IsApart = layers.Skip(source).Any(between => between is not OutputLayer),
                },
                var other => new LayerInference(declaration.NameAt(i), i, shape, last, problems) { Previous = layers.LastOrDefault() }.Infer(other, activation),
            };
            layer = last && layer is Convolution1DLayer convolution ? convolution with { HasLogits = LossChoice.IsOfLogits(outputs.Choose(i).Loss, activation) } : layer;
            if (layer is null)
            {
                // What comes in after it is not known, and nothing more can be said.
                return new(null, problems.ToEquatableArray());
            }

            layer = declaration.Layers[i].IsFrozen && layer.Parameters.Count > 0 ? layer with { IsFrozen = true } : layer;
            layer = TiedWeights.Apply(declaration, layer, layers, names, problems);
            layers.Add(WeightSettings.Apply(declaration, declaration.Layers[i], layer, problems));
            shape = layer.Output;
            names.Add(i, declaration.Layers[i] is OutputDeclaration made && !names.Contains(i, made.Output) ? made.Output : declaration.Layers[i].Name, shape);
            names.AddBlocks(i, shape);
        }

        outputs.CheckLosses(layers);
        if (IsWrong(problems))
        {
            return new(null, problems.ToEquatableArray());
        }

        CheckReaders(declaration, layers, outputs, problems);
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
            : new(new NetworkShape(declaration, sources.ToEquatableArray(), layers.ToEquatableArray(), outputs.Heads(layers)), problems.ToEquatableArray());
    }

    /// <summary>Whether one example has one output, as far as can be said.</summary>
    public static bool HasOneOutput(NetworkDeclaration declaration, NetworkShape? shape) =>
        shape is not null ? !shape.HasSeveral && shape.Outputs == 1 : declaration.Layers[declaration.Layers.Count - 1] is DenseDeclaration { Units: 1 };

    /// <summary>The sentence for a size of the input or of a layer that is not positive.</summary>
    public static Problem NotPositive(Place place, string name, int layer, int size) => Problem.At(
        place, Descriptors.SizeNotPositiveId, layer == 0 ? "The input" : $"Layer {Number(layer)}", name, Number(size));

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>What an input or a branch leaves behind must be read by somebody, or the layers before it train for nothing.</summary>
    private static void CheckReaders(NetworkDeclaration declaration, List<Layer> layers, DeclaredOutputs outputs, List<Problem> problems)
    {
        var read = new HashSet<int>(layers.SelectMany(layer => layer.Operands));
        if (!read.Contains(0))
        {
            ReadByNobody(0, $"The input {LayerSpelling.Quoted(declaration.Layers[0].Name ?? "")}", "go on from it, or use it in [Concat]");
        }

        foreach (var layer in layers.Where(layer => layer is not OutputLayer && !outputs.Contains(layer.Number) && !read.Contains(layer.Number)))
        {
            if (layer is InputLayer input)
            {
                ReadByNobody(layer.Number, $"The input {LayerSpelling.Quoted(input.Name)}", "go on from it, or use it in [Concat]");
                continue;
            }

            ReadByNobody(
                layer.Number,
                $"What comes out of layer {Number(layer.Number)}",
                (outputs.AreDeclared ? "make it an output by [Output(\"name\")], " : "") + "name it and use it in [Add], [Concat] or [Multiply]");
        }

        void ReadByNobody(int layer, string what, string mend) => problems.Add(Problem.At(
            Place.LayerAttribute(layer), Descriptors.ReadByNobodyId, what, declaration.NameAt(layer), mend, layers.Any(other => other.Number == layer && other is not InputLayer) ? "layer" : "input"));
    }

    /// <summary>Whether anything is worse than a hint.</summary>
    private static bool IsWrong(List<Problem> problems) =>
        problems.Any(problem => Descriptors.Get(problem.Id).DefaultSeverity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);

    /// <summary>The inputs, in the order of their declarations.</summary>
    private static List<NetworkInput> InputsOf(NetworkDeclaration declaration, List<Problem> problems)
    {
        var inputs = new List<NetworkInput>();
        decimal row = 0;
        for (int i = 0; i < declaration.Layers.Count; i++)
        {
            if (declaration.Layers[i] is InputDeclaration input)
            {
                CheckInput(declaration, i, input.Shape, problems);

                // What is too large for one buffer is told with the total.
                inputs.Add(new(input.Name ?? "", input.Shape, (int)Math.Max(0, Math.Min(row, int.MaxValue))));
                row += input.Shape.Count;
            }
        }

        return inputs;
    }

    private static void CheckInput(NetworkDeclaration declaration, int number, TensorShape input, List<Problem> problems)
    {
        for (int i = 0; i < input.Sizes.Count; i++)
        {
            if (input.Sizes[i] < 1)
            {
                var place = input.Kind switch
                {
                    TensorKind.Vector => Place.LayerSize(number),
                    TensorKind.Sequence or TensorKind.Tokens => Place.LayerArgument(number, i == 0 ? "Time" : "Features"),
                    _ => Place.LayerArgument(number, Number(i)),
                };
                problems.Add(NotPositive(place, declaration.Class.Name, number, input.Sizes[i]));
            }
        }

        if (input.Kind == TensorKind.Tokens && (input.Vocabulary < 1 || (input.Vocabulary > MostFloatTokens && declaration.Precision == Precision.Single)))
        {
            problems.Add(input.Vocabulary < 1
                ? NotPositive(Place.LayerArgument(number, "Vocabulary"), declaration.Class.Name, number, input.Vocabulary)
                : Problem.At(
                    Place.LayerArgument(number, "Vocabulary"),
                    Descriptors.OutOfRangeId,
                    "Vocabulary",
                    Number(number),
                    declaration.Class.Name,
                    Number(input.Vocabulary),
                    $"at most {Number(MostFloatTokens)}, up to which a float tells whole numbers apart, or the network of Precision.Double"));
        }
    }

    /// <summary>What a layer keeps of one example beside its output, and needs for a moment on the way back.</summary>
    private static decimal KeptNumbers(Layer layer) =>
        layer is KernelLayer kernel ? kernel.Kept.Sum(kept => (decimal)kept.Rows) + kernel.BackwardScratch.Sum(scratch => (decimal)scratch.Rows) : 0;

    private static void CheckTotal(NetworkDeclaration declaration, List<Layer> layers, List<Problem> problems)
    {
        // In decimal: thousands of layers of 2³¹ × 2³¹ weights exceed a long.
        decimal parameters = layers.Sum(layer => layer.UncheckedParameterCount);
        decimal passes = Math.Max(layers.Sum(layer => (3m * layer.Output.Count) + KeptNumbers(layer)), declaration.Layers.OfType<InputDeclaration>().Sum(input => input.Shape.Count));
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
