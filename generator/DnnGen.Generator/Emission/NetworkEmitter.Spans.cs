using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>The parameters as the kernels of one example take them, in predictions and in time steps: stretches of a few spans.</summary>
internal sealed partial class NetworkEmitter
{
    private bool HasStatistics => shape.Layers.Any(layer => layer.Statistics.Count > 0);

    /// <summary>The spans as arguments: <c>θ, frozen, statistics</c>, where a network has them.</summary>
    private string SpanArguments => string.Join(", ", Spans());

    /// <summary>The same as parameters of a method.</summary>
    private string SpanParameters => string.Join(", ", Spans().Select(span => $"{names.ReadOnlySpan} {span}"));

    private IEnumerable<string> Spans()
    {
        yield return "θ";
        if (shape.HasFrozen)
        {
            yield return "frozen";
        }

        if (HasStatistics)
        {
            yield return "statistics";
        }
    }

    private void WriteSpans(SourceWriter writer)
    {
        writer.Line($"{names.ReadOnlySpan} θ = Parameters.AsSpan();  // {ParameterOrder()}");
        if (shape.HasFrozen)
        {
            writer.Line($"{names.ReadOnlySpan} frozen = Parameters.Frozen();  // those that training leaves as they are, layer after layer");
        }

        if (HasStatistics)
        {
            writer.Line($"{names.ReadOnlySpan} statistics = Parameters.Statistics();  // what training has noted, layer after layer");
        }
    }

    private string ParameterOrder()
    {
        var (first, second) = FirstParameters();
        return shape.Layers.Count == 1 ? $"{first}, row by row, and {second}"
            : shape.IsDense && !shape.HasFrozen ? "W1, row by row, b1, W2, …"
            : $"{first}, row by row, {second}, …";
    }

    /// <summary>The parameters of a layer, after the weights that it has from another: <c>θ.Slice(672, 96)</c>.</summary>
    private string ParametersOfLayer(Layer layer)
    {
        string own = Stretch(layer, layer.ParameterCount);
        return layer is DenseLayer { Tied: { } tied }
            ? $"{Stretch(shape.Layers[tied.Owner - 1], shape.Layers[tied.Owner - 1].Parameters[0].Count)}, {own}"
            : own;
    }

    private string Stretch(Layer layer, int count) =>
        $"{(layer.IsFrozen ? "frozen" : "θ")}.Slice({Formulas.Number(parameterPlaces[layer.Number - 1])}, {Formulas.Number(count)})";

    /// <summary>Where the parameters of each layer begin, among those that are trained or among the frozen ones.</summary>
    private static int[] PlacesOfParameters(NetworkShape shape)
    {
        int trained = 0, frozen = 0;
        int[] places = new int[shape.Layers.Count];
        foreach (var layer in shape.Layers)
        {
            ref int end = ref layer.IsFrozen ? ref frozen : ref trained;
            places[layer.Number - 1] = end;
            end += layer.ParameterCount;
        }

        return places;
    }
}
