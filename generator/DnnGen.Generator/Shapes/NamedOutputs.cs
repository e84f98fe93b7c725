using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>The outputs that have names, up to a layer, and what later layers make of them.</summary>
internal sealed class NamedOutputs(NetworkDeclaration declaration, List<Problem> problems)
{
    private readonly Dictionary<string, (int Layer, TensorShape Shape)> outputs = [];

    private string Network => declaration.Class.Name;

    /// <summary>Notes the name of an output, which no other may have.</summary>
    public void Add(int layer, string? name, TensorShape shape)
    {
        if (name is null)
        {
            return;
        }

        if (name.Trim().Length == 0 || outputs.ContainsKey(name))
        {
            string why = outputs.TryGetValue(name, out var other) ? $"{Owner(other.Layer)} has it already" : "a name has at least one character that can be seen";
            problems.Add(Problem.At(Place.LayerArgument(layer, "Name"), Descriptors.NameNotFreeId, Capital(Owner(layer)), Network, LayerSpelling.Quoted(name), why));
            return;
        }

        outputs.Add(name, (layer, shape));
    }

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
            if (Find(number, combine.Others[i], i) is not { } other)
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
                    Network,
                    isConcat ? $"puts {first.Words} of {LayerSpelling.Quoted(combine.Others[0])} together with" : $"{(combine.Kind == CombineKind.Add ? "adds" : "multiplies")} {first.Words} and",
                    other.Shape.Words,
                    LayerSpelling.Quoted(combine.Others[i]),
                    Mend(combine.Kind, first, other.Shape)));
                return null;
            }

            found.Add(other);
        }

        var shape = isConcat ? Together(found.Select(entry => entry.Shape)) : input;
        return new CombineLayer(number, found[0].Shape, shape, combine.Kind, found.Select(entry => entry.Layer).ToEquatableArray());
    }

    /// <summary>The beginning of a branch; null where the name is none.</summary>
    public BranchLayer? Branch(int number, BranchDeclaration branch) =>
        Find(number, branch.Other, 0) is { } other ? new BranchLayer(number, other.Shape, other.Layer) : null;

    private (int Layer, TensorShape Shape)? Find(int number, string name, int argument)
    {
        if (outputs.TryGetValue(name, out var output))
        {
            return output;
        }

        int later = declaration.Layers.ToList().FindIndex(number, layer => layer.Name == name);
        string why = later == number ? "this is its own"
            : later > 0 ? $"layer {ShapeInference.Number(later)}, which has it, comes after this one"
            : outputs.Count == 0 ? "no layer has a name: write Name = … in the layer that is meant"
            : $"the names so far are {string.Join(", ", outputs.Keys.Select(LayerSpelling.Quoted))}";
        problems.Add(Problem.At(
            Place.LayerArgument(number, ShapeInference.Number(argument)), Descriptors.NameUnknownId, ShapeInference.Number(number), Network, LayerSpelling.Quoted(name), why));
        return null;
    }

    private static bool CanBePutTogether(TensorShape first, TensorShape other) =>
        first.Kind == other.Kind && (first.Kind == TensorKind.Vector || (first.Kind == TensorKind.Image && first.Height == other.Height && first.Width == other.Width));

    private static TensorShape Together(IEnumerable<TensorShape> shapes)
    {
        var all = shapes.ToList();
        int sum = (int)Math.Min(all.Sum(shape => (long)shape.Sizes[0]), int.MaxValue);
        return all.Count == 1 ? all[0] : all[0].Kind == TensorKind.Vector ? TensorShape.Vector(sum) : TensorShape.Image(sum, all[0].Height, all[0].Width);
    }

    /// <summary>What makes the other shape the first.</summary>
    private static string Mend(CombineKind kind, TensorShape first, TensorShape other) =>
        first.Kind == TensorKind.Sequence || other.Kind == TensorKind.Sequence ? MendOfSequences(kind, first, other)
        : kind == CombineKind.Concat ? (first.Kind == other.Kind ? "give both one height and width" : "insert [Flatten] where an image is to be a vector")
        : first.Kind != other.Kind ? "insert [Flatten] where an image is to be a vector"
        : first.Kind == TensorKind.Vector ? $"insert [Dense({ShapeInference.Number(first.Sizes[0])})] after it, or before this layer one of {ShapeInference.Number(other.Sizes[0])}"
        : first.Height == other.Height && first.Width == other.Width
            ? $"insert [Conv2D({ShapeInference.Number(first.Channels)}, kernel: 1)] after it, or before this layer one of {ShapeInference.Number(other.Channels)} filters"
            : "give both one height and width, by Stride and Padding of the layers between them";

    private static string MendOfSequences(CombineKind kind, TensorShape first, TensorShape other) =>
        kind == CombineKind.Concat ? "insert [Flatten] where a sequence is to be a vector, or [Add] sequences of one shape"
        : first.Kind != other.Kind ? "insert [Flatten] where a sequence is to be a vector"
        : first.Time == other.Time ? $"insert [Dense({ShapeInference.Number(first.Features)})] after it, or before this layer one of {ShapeInference.Number(other.Features)}"
        : "give both as many time steps";

    private static string Owner(int layer) => layer == 0 ? "the input" : $"layer {ShapeInference.Number(layer)}";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words.Substring(1);
}
