using System.Globalization;
using System.Text.RegularExpressions;

namespace DnnGen.Reporting;

/// <summary>One box of a diagram.</summary>
/// <param name="Title">What it is: <c>1 · LINEAR → RELU</c>.</param>
/// <param name="Details">Shapes and numbers, one line each.</param>
/// <param name="Reads">The boxes that it reads, all of them before it, in their order.</param>
internal sealed record DiagramBox(string Title, IReadOnlyList<string> Details, IReadOnlyList<int> Reads)
{
    /// <summary>Whether it has parameters.</summary>
    public bool Learns { get; init; }

    /// <summary>The blocks around it, the outer one first.</summary>
    public IReadOnlyList<string> Blocks { get; init; } = [];
}

/// <summary>What reads what in a network: its inputs, its layers and the costs of its outputs, each behind all that it reads.</summary>
internal sealed partial class NetworkGraph
{
    /// <summary>The most layers that are drawn; of more, those in the middle are one box.</summary>
    public const int MostLayers = 60;

    private NetworkGraph(IReadOnlyList<DiagramBox> boxes)
    {
        Boxes = boxes;
    }

    /// <summary>The boxes, in the order of the layers; the cost of an output stands right below it.</summary>
    public IReadOnlyList<DiagramBox> Boxes { get; }

    /// <summary>The network in words, for those who do not see the picture.</summary>
    public string Description => "Network diagram: " + string.Join("; ", Boxes.Select((box, i) => string.Join(", ", [box.Title, .. box.Details, .. Reading(i), .. box.Blocks.Count == 0 ? [] : new[] { "in " + string.Join(" › ", box.Blocks) }]))) + ".";

    /// <summary>The graph of a network.</summary>
    /// <param name="table">Its table of layers.</param>
    /// <param name="layout">Its parameters, which tell of layers where the table has none.</param>
    /// <param name="outputs">Its outputs, where it has several.</param>
    /// <param name="inputSize">The rows of X.</param>
    /// <param name="labelSize">The rows of Y.</param>
    public static NetworkGraph Of(NetworkLayers table, IReadOnlyList<ParameterInfo> layout, IReadOnlyList<NetworkOutput> outputs, int inputSize, int labelSize)
    {
        var layers = NetworkLayers.Of(table, layout);
        var boxes = new List<DiagramBox> { Input(table, inputSize) };

        // Where the boxes of the layers are; the input is layer 0.
        var places = new List<int> { 0 };
        var costs = Costs(table, layers, outputs, labelSize);
        var costOf = new Dictionary<int, int>();
        for (int i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];

            // Outputs that stand one behind the other show what stands before all of them.
            int before = i;
            while (layer.IsOutput && before > 0 && layers[before - 1].IsOutput)
            {
                before--;
            }

            var reads = layer.Reads?.Where(read => read <= i) ?? [before];
            places.Add(boxes.Count);
            boxes.Add(new(layer.Title, layer.Details, [.. reads.Select(read => places[read])]) { Learns = layer.Learns, Blocks = layer.Blocks });
            if (costs.TryGetValue(i, out var cost))
            {
                costOf.Add(i, boxes.Count);
                boxes.Add(cost with { Reads = [boxes.Count - 1] });
            }
        }

        if (costs.TryGetValue(-1, out var ofNoLayer))
        {
            boxes.Add(ofNoLayer with { Reads = [boxes.Count - 1] });
        }

        return new(layers.Count <= MostLayers ? boxes : Collapsed(boxes, places, costOf, layers));
    }

    /// <summary>The boxes of the first and the last layers, and one between them that stands for all others.</summary>
    private static List<DiagramBox> Collapsed(List<DiagramBox> boxes, List<int> places, Dictionary<int, int> costOf, IReadOnlyList<NetworkLayer> layers)
    {
        int first = MostLayers / 2, end = layers.Count - (MostLayers / 2);
        bool[] isLeftOut = new bool[boxes.Count];
        for (int i = first; i < end; i++)
        {
            isLeftOut[places[i + 1]] = true;
            if (costOf.TryGetValue(i, out int cost))
            {
                isLeftOut[cost] = true;
            }
        }

        int place = Array.IndexOf(isLeftOut, true);
        int[] moved = new int[boxes.Count];
        for (int i = 0, next = 0; i < boxes.Count; i++)
        {
            moved[i] = isLeftOut[i] ? place : next++;
            next += i == place ? 1 : 0;
        }

        int[] Moved(IEnumerable<int> reads) => [.. reads.Select(read => moved[read]).Distinct().Order()];
        var left = layers.Skip(first).Take(end - first).ToList();
        string among = string.Join(" and ", new[] { Counted(left.Count(layer => layer.IsInput), "input"), Counted(left.Count(layer => layer.IsOutput), "output") }.OfType<string>());
        var middle = new DiagramBox(
            string.Create(CultureInfo.InvariantCulture, $"… {left.Count} more layers …"),
            among.Length == 0 ? [] : [$"{among} among them"],
            Moved(boxes.Where((_, i) => isLeftOut[i]).SelectMany(box => box.Reads).Where(read => !isLeftOut[read])))
        {
            // The blocks that reach over all of them.
            Blocks = [.. layers[first - 1].Blocks.Zip(layers[end].Blocks).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)],
        };
        var drawn = boxes.Where((_, i) => !isLeftOut[i]).Select(box => box with { Reads = Moved(box.Reads) }).ToList();
        drawn.Insert(place, middle);
        return drawn;

        static string? Counted(int count, string what) => count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
    }

    private static DiagramBox Input(NetworkLayers table, int inputSize) => table.FirstInput is { } first
        ? new($"input {first.Name}", [$"X {first.Shape} × m"], [])
        : new("input", [string.Create(CultureInfo.InvariantCulture, $"X {inputSize} × m")], []);

    /// <summary>The costs by the layers below which they stand, counted from 0.</summary>
    private static Dictionary<int, DiagramBox> Costs(NetworkLayers table, IReadOnlyList<NetworkLayer> layers, IReadOnlyList<NetworkOutput> outputs, int labelSize)
    {
        int comma = table.Headline.LastIndexOf(", ", StringComparison.Ordinal);
        string words = comma < 0 ? "" : table.Headline[(comma + 2)..];
        int[] shown = [.. Enumerable.Range(0, layers.Count).Where(i => layers[i].IsOutput)];
        if (outputs.Count < 2 || shown.Length != outputs.Count)
        {
            return new() { [layers.Count - 1] = new("cost", [string.Create(CultureInfo.InvariantCulture, $"{(words.Length == 0 ? "" : words + " with ")}Y {labelSize} × m")], []) };
        }

        string[] terms = words.Split(" + ");
        return shown.Zip(outputs).ToDictionary(pair => pair.First, pair => new DiagramBox($"cost of {pair.Second.Name}", [.. Details(pair.Second)], []));

        IEnumerable<string> Details(NetworkOutput output)
        {
            string of = $" of {output.Name}";
            if (terms.FirstOrDefault(term => term.EndsWith(of, StringComparison.Ordinal)) is { } term)
            {
                yield return term[..^of.Length];
            }

            yield return string.Create(CultureInfo.InvariantCulture, $"Y of {output.Name} {output.LabelSize} × m");
        }
    }

    /// <summary>What a box reads in words, where it is not the box above it alone.</summary>
    private IEnumerable<string> Reading(int box)
    {
        var reads = Boxes[box].Reads;
        if (reads.Count > 0 && !(reads.Count == 1 && reads[0] == box - 1))
        {
            yield return "which reads " + string.Join(" and ", reads.Select(read => LayerNumber().Match(Boxes[read].Title) is { Success: true } number ? $"layer {number.Groups[1].Value}" : Boxes[read].Title));
        }
    }

    [GeneratedRegex(@"^(\d+) · ")]
    private static partial Regex LayerNumber();
}
