using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace DnnGen.Reporting;

/// <summary>One layer of a network as its summary tells of it.</summary>
/// <param name="Title">What it does: <c>1 · LINEAR → RELU</c>.</param>
/// <param name="Details">Shapes and numbers, one line each.</param>
/// <param name="Learns">Whether it has parameters.</param>
internal sealed record NetworkLayer(string Title, IReadOnlyList<string> Details, bool Learns)
{
    /// <summary>The numbers of the layers that it reads, 0 for the input; <see langword="null"/> for the layer before it.</summary>
    public IReadOnlyList<int>? Reads { get; init; }

    /// <summary>The blocks that it is part of, the outer one first.</summary>
    public IReadOnlyList<string> Blocks { get; init; } = [];

    /// <summary>Whether it is another input.</summary>
    public bool IsInput { get; init; }

    /// <summary>Whether it is an output that is declared.</summary>
    public bool IsOutput { get; init; }
}

/// <summary>The layer table of a network, read from its <c>Summary</c>: whatever kinds of layers there are, their rows are there.</summary>
internal sealed partial class NetworkLayers
{
    private NetworkLayers(string headline, IReadOnlyList<string> notes, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Headline = headline;
        Notes = notes;
        Columns = columns;
        Rows = rows;
    }

    /// <summary>The first line: name, sizes, number type, loss.</summary>
    public string Headline { get; }

    /// <summary>What stands below the table: sentences about all layers.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The heads of the columns; none where the summary is no table.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows, the last of which may be the total.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>The first input by its name and with its sizes, where there are several inputs; it has no row.</summary>
    public (string Name, string Shape)? FirstInput => Of(this, []).Any(layer => layer.IsInput) && NamedInput().Match(Headline) is { Success: true } first
        ? (first.Groups["name"].Value, first.Groups["shape"].Value)
        : null;

    public static NetworkLayers Read(string summary)
    {
        string[] lines = summary.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string headline = lines.Length > 0 ? lines[0].Trim() : "";
        if (lines.Length < 3)
        {
            return new(headline, [], [], []);
        }

        var heads = Cell().Matches(lines[1]);
        var rows = new List<IReadOnlyList<string>>();
        var notes = new List<string>();
        foreach (string line in lines.Skip(2))
        {
            if (rows.Count > 0 && IsTotal(rows[^1]))
            {
                notes.Add(line.Trim());
                continue;
            }

            var cells = Cell().Matches(line);

            // Where a cell is empty there are fewer cells than heads, and the place tells which: the columns end below their heads.
            rows.Add(cells.Count == heads.Count
                ? [.. cells.Select(cell => cell.Value)]
                : [.. heads.Select(head => cells.FirstOrDefault(cell => cell.Index + cell.Length == head.Index + head.Length || cell.Index == head.Index)?.Value ?? "")]);
        }

        return new(headline, notes, [.. heads.Select(head => head.Value)], rows);
    }

    /// <summary>The layers of a network, from its summary or, where that is no table, from its parameters.</summary>
    public static IReadOnlyList<NetworkLayer> Of<TNetwork, T>(INetwork<TNetwork, T> network)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Of(Read(TNetwork.Summary), network.Parameters.Layout);

    /// <summary>The layers of a table or, where it has none, those that parameters tell of.</summary>
    public static IReadOnlyList<NetworkLayer> Of(NetworkLayers table, IReadOnlyList<ParameterInfo> layout)
    {
        var layers = table.Rows.Where(row => row.Count > 0 && !IsTotal(row)).Select(table.Layer).ToList();
        return layers.Count > 0 ? layers : OfParameters(layout);
    }

    private static bool IsTotal(IReadOnlyList<string> row) => row[0].Equals("total", StringComparison.OrdinalIgnoreCase);

    private static List<NetworkLayer> OfParameters(IReadOnlyList<ParameterInfo> layout)
    {
        var layers = new List<NetworkLayer>();
        foreach (var parameter in layout)
        {
            string detail = string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} {parameter.Rows} × {parameter.Columns}");
            if (parameter.Kind != ParameterKind.Weights && layers.Count > 0)
            {
                layers[^1] = layers[^1] with { Details = [.. layers[^1].Details, detail] };
            }
            else
            {
                layers.Add(new(string.Create(CultureInfo.InvariantCulture, $"{layers.Count + 1} · {parameter.Activation}"), [detail], Learns: true));
            }
        }

        return layers;
    }

    private NetworkLayer Layer(IReadOnlyList<string> row)
    {
        string? Value(string column) => Columns.Zip(row).FirstOrDefault(cell => cell.First == column).Second is { Length: > 0 } value && value is not "—" ? value : null;

        // A table without a column of kinds is one of dense layers: a linear part and what follows.
        string? kind = Value("operation") ?? Value("kind") ?? (row[0].Any(char.IsLetter) ? row[0] : null);
        string? activation = Value("activation")?.ToUpperInvariant();
        string what = kind is not null ? kind + (activation is null ? "" : " → " + activation) : Value("W") is null && activation is not null ? activation : "LINEAR" + (activation is null ? "" : " → " + activation);
        string title = row[0].Any(char.IsLetter) ? what : $"{row[0]} · {what}";
        var shapes = Columns.Zip(row)
            .Where(cell => cell.First is not ("layer" or "operation" or "kind" or "activation" or "block" or "output" or "parameters" or "multiply-adds") && cell.Second is not ("" or "—"))
            .Select(cell => $"{cell.First} {cell.Second}");
        string? output = Value("output"), parameters = Value("parameters") is "0" ? null : Value("parameters");
        string second = string.Join(" · ", new[] { output is null ? null : $"output {output}", parameters is null ? null : $"{parameters} parameter{(parameters == "1" ? "" : "s")}" }.OfType<string>());
        return new(title, [.. new[] { string.Join(" · ", shapes), second }.Where(line => line.Length > 0)], Learns: parameters is not null)
        {
            Reads = Read(kind ?? ""),
            Blocks = Value("block")?.Split(" › ") ?? [],
            IsInput = Input().IsMatch(kind ?? ""),
            IsOutput = Output().IsMatch(kind ?? ""),
        };

        static int[]? Read(string kind) => Input().IsMatch(kind) ? []
            : Operands().Match(kind) is { Success: true } match ? [.. match.Groups["layer"].Captures.Select(layer => layer.Value is "x" ? 0 : int.Parse(layer.Value.AsSpan(1), CultureInfo.InvariantCulture)).Distinct().Order()]
            : null;
    }

    /// <summary>Words with single spaces between them.</summary>
    [GeneratedRegex(@"\S+(?: \S+)*")]
    private static partial Regex Cell();

    [GeneratedRegex(@"^\S+: (?<name>\w+) (?<shape>\d{1,9}(?: × \d{1,9})*)")]
    private static partial Regex NamedInput();

    /// <summary>What names the layers that it reads: from a6; add a2, a5; concat x, a3; output digit, a4.</summary>
    [GeneratedRegex(@"^(?:from|add|multiply|concat|output \w+,) (?<layer>a\d{1,9}|x)(?:, (?<layer>a\d{1,9}|x))*$")]
    private static partial Regex Operands();

    [GeneratedRegex(@"^input \w+$")]
    private static partial Regex Input();

    [GeneratedRegex(@"^output \w+(?:, a\d+)?$")]
    private static partial Regex Output();
}
