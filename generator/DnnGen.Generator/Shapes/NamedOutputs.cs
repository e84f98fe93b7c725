using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>The outputs that have names, up to a layer, and what later layers make of them.</summary>
/// <param name="layers">The input, then every layer.</param>
/// <param name="nameAt">What sentences about a layer call its network.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class NamedOutputs(EquatableArray<LayerDeclaration> layers, Func<int, string> nameAt, List<Problem> problems)
{
    // The names of a block are seen only where it stands, each time that it is put in.
    private readonly Dictionary<(int Scope, string Name), (int Layer, TensorShape Shape)> outputs = [];

    /// <summary>Notes what comes into the blocks that begin with a layer.</summary>
    public void Begin(int layer, TensorShape input)
    {
        foreach (int scope in layers[layer].Origin?.Begins ?? default)
        {
            outputs.Add((scope, Block.Input), (layer - 1, input));
        }
    }

    /// <summary>Notes the names of the blocks that end with a layer.</summary>
    public void AddBlocks(int layer, TensorShape shape)
    {
        foreach (var block in layers[layer].Origin?.BlockNames ?? default)
        {
            Add(layer, block.Scope, block.Name, shape);
        }
    }

    /// <summary>Notes the name of an output, which no other may have.</summary>
    public void Add(int layer, string? name, TensorShape shape)
    {
        if (name is not null)
        {
            Add(layer, ScopeOf(layer), name, shape);
        }
    }

    /// <summary>Whether a layer of the network sees an output of this name.</summary>
    public bool Contains(int layer, string name) => outputs.ContainsKey((ScopeOf(layer), name));

    private void Add(int layer, int scope, string name, TensorShape shape)
    {
        if (name.Trim().Length == 0 || outputs.ContainsKey((scope, name)))
        {
            string why = !outputs.TryGetValue((scope, name), out var other) ? "a name has at least one character that can be seen"
                : scope > 0 && name == Block.Input ? "that is the name of what comes into the block"
                : $"{Owner(other.Layer)} has it already";
            problems.Add(Problem.At(Place.LayerArgument(layer, "Name"), Descriptors.NameNotFreeId, Capital(Owner(layer)), nameAt(layer), LayerSpelling.Quoted(name), why));
            return;
        }

        outputs.Add((scope, name), (layer, shape));
    }

    private int ScopeOf(int layer) => layers[layer].Origin?.Scope ?? 0;

    /// <summary>A sum, a product or a concatenation; null where a name or a shape does not fit.</summary>
    public CombineLayer? Combine(int number, CombineDeclaration combine, TensorShape input)
    {
        var found = new List<(int Layer, TensorShape Shape)>();
        bool isConcat = combine.Kind == CombineKind.Concat;
        if (!isConcat)
        {
            found.Add((number - 1, input));
        }

        for (int i = 0; i < combine.Others.Count; i++)
        {
            if (Find(number, combine.Others[i], ShapeInference.Number(i)) is not { } other)
            {
                return null;
            }

            var (_, first) = found.Count > 0 ? found[0] : other;
            if (isConcat ? i > 0 && !CanBePutTogether(first, other.Shape) : !first.Equals(other.Shape))
            {
                problems.Add(Problem.At(
                    Place.LayerArgument(number, ShapeInference.Number(i)),
                    Descriptors.SkipDiffersId,
                    ShapeInference.Number(number),
                    nameAt(number),
                    isConcat ? $"puts {first.Words} of {LayerSpelling.Quoted(combine.Others[0])} together with" : $"{(combine.Kind == CombineKind.Add ? "adds" : "multiplies")} {first.Words} and",
                    other.Shape.Words,
                    LayerSpelling.Quoted(combine.Others[i]),
                    Mend(combine.Kind, first, other.Shape),
                    isConcat ? "" : Projection(first, other.Shape),
                    isConcat ? "" : Projection(other.Shape, first)));
                return null;
            }

            found.Add(other);
        }

        var shape = isConcat ? Together(found.Select(entry => entry.Shape)) : input;
        return new CombineLayer(number, found[0].Shape, shape, combine.Kind, found.Select(entry => entry.Layer).ToEquatableArray());
    }

    /// <summary>The beginning of a branch; null where the name is none.</summary>
    public BranchLayer? Branch(int number, BranchDeclaration branch) =>
        Find(number, branch.Other, "0") is { } other ? new BranchLayer(number, other.Shape, other.Layer) : null;

    /// <summary>The output of a name that a layer refers to; null where there is none.</summary>
    public (int Layer, TensorShape Shape)? Find(int number, string name, string argument)
    {
        int scope = ScopeOf(number);
        if (outputs.TryGetValue((scope, name), out var output))
        {
            return output;
        }

        int later = layers.ToList().FindIndex(number, layer => layer.Name == name && (layer.Origin?.Scope ?? 0) == scope);
        var seen = outputs.Keys.Where(key => key.Scope == scope).Select(key => LayerSpelling.Quoted(key.Name)).ToList();
        string why = later == number ? "this is its own"
            : later > 0 ? $"layer {ShapeInference.Number(later)}, which has it, comes after this one"
            : scope > 0 && outputs.ContainsKey((0, name)) ? $"names of the network are not seen inside a block, where they are {string.Join(", ", seen)}"
            : scope == 0 && outputs.Keys.Any(key => key.Name == name) ? "names inside a block are its own, and the block itself has a name by [Use<…>(Name = …)]"
            : seen.Count == 0 ? "no layer has a name: write Name = … in the layer that is meant"
            : $"the names so far are {string.Join(", ", seen)}";
        problems.Add(Problem.At(
            Place.LayerArgument(number, argument), Descriptors.NameUnknownId, ShapeInference.Number(number), nameAt(number), LayerSpelling.Quoted(name), why));
        return null;
    }

    private static bool CanBePutTogether(TensorShape first, TensorShape other) =>
        first.Kind == other.Kind && (first.Kind == TensorKind.Vector || (first.Kind == TensorKind.Sequence && first.Time == other.Time) || (first.Kind == TensorKind.Image && first.Height == other.Height && first.Width == other.Width));

    private static TensorShape Together(IEnumerable<TensorShape> shapes)
    {
        var all = shapes.ToList();
        bool isOfSteps = all[0].Kind == TensorKind.Sequence;
        int sum = (int)Math.Min(all.Sum(shape => (long)(isOfSteps ? shape.Features : shape.Sizes[0])), int.MaxValue);
        return all.Count == 1 ? all[0] : isOfSteps ? TensorShape.Sequence(all[0].Time, sum) : all[0].Kind == TensorKind.Vector ? TensorShape.Vector(sum) : TensorShape.Image(sum, all[0].Height, all[0].Width);
    }

    /// <summary>The beginning of a layer that gives what comes in the shape of the other, where one layer can; otherwise nothing.</summary>
    private static string Projection(TensorShape first, TensorShape other) =>
        first.Kind != other.Kind ? ""
        : first.Kind == TensorKind.Image
            ? first.Height == other.Height && first.Width == other.Width ? $"Conv2D({ShapeInference.Number(other.Channels)}, kernel: 1" : ""
            : first.Kind == TensorKind.Vector || first.Time == other.Time ? $"Dense({ShapeInference.Number(other.Features)}" : "";

    /// <summary>What makes the other shape the first.</summary>
    private static string Mend(CombineKind kind, TensorShape first, TensorShape other) =>
        first.Kind == TensorKind.Tokens || other.Kind == TensorKind.Tokens ? "insert [Embedding(width)] after the tokens, and name that"
        : first.Kind == TensorKind.Sequence || other.Kind == TensorKind.Sequence ? MendOfSequences(kind, first, other)
        : kind == CombineKind.Concat ? (first.Kind == other.Kind ? "give both one height and width" : "insert [Flatten] where an image is to be a vector")
        : first.Kind != other.Kind ? "insert [Flatten] where an image is to be a vector"
        : first.Kind == TensorKind.Vector ? $"insert [Dense({ShapeInference.Number(first.Sizes[0])})] after it, or before this layer one of {ShapeInference.Number(other.Sizes[0])}"
        : first.Height == other.Height && first.Width == other.Width
            ? $"insert [Conv2D({ShapeInference.Number(first.Channels)}, kernel: 1)] after it, or before this layer one of {ShapeInference.Number(other.Channels)} filters"
            : "give both one height and width, by Stride and Padding of the layers between them";

    private static string MendOfSequences(CombineKind kind, TensorShape first, TensorShape other) =>
        first.Kind != other.Kind ? "insert [Flatten] where a sequence is to be a vector"
        : kind == CombineKind.Concat ? "give both as many time steps"
        : first.Time == other.Time ? $"insert [Dense({ShapeInference.Number(first.Features)})] after it, or before this layer one of {ShapeInference.Number(other.Features)}"
        : "give both as many time steps";

    private static string Owner(int layer) => layer == 0 ? "the input" : $"layer {ShapeInference.Number(layer)}";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words.Substring(1);
}
