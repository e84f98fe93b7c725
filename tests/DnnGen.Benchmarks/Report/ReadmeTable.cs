using System.Globalization;
using System.Text;

namespace DnnGen.Benchmarks.Report;

/// <summary>The short table of the README, between two comments there.</summary>
internal static class ReadmeTable
{
    private const string Begin = "<!-- measured: benchmarks -->", End = "<!-- end of measured -->";

    /// <summary>Writes the float rows, each with the most threads for which it was not disturbed, into a file that has the place for them.</summary>
    /// <returns>Null, or why nothing was written.</returns>
    public static string? Write(string path, Results results)
    {
        if (!File.Exists(path))
        {
            return $"{path} does not exist";
        }

        string text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            return $"{path} has no '{Begin}' with '{End}' behind it";
        }

        var rows = Rows(results);
        if (rows.Count == 0)
        {
            return "no row was measured beside a peer without being disturbed by other programs";
        }

        WholeFile.Write(path, text[..(begin + Begin.Length)] + "\n" + Table(results, rows) + text[end..]);
        return null;
    }

    private static string Table(Results results, IReadOnlyList<Comparison> rows)
    {
        var place = results.Place;
        var text = new StringBuilder(FormattableString.Invariant(
            $"\n{place.Processor}, {place.Processors} processors, {place.Vectors}, {Units.Giga(results.Limits.PeakOf("float", 1))} GFLOP/s on one; {place.OurThreads}. Both sides may use the threads of the row.\n\n"));
        text.Append("| float | threads | DnnGen | peers: time, how many times faster DnnGen is |\n|---|---|---|---|\n");
        foreach (var row in rows)
        {
            var peers = Peers(row).Select(opponent => $"{opponent.Name} {Units.Time(opponent.Seconds!.Value.Median)}, {Units.Ratio(opponent.Ratio!.Value.Median)}");
            text.Append(CultureInfo.InvariantCulture, $"| {row.Group.ToLowerInvariant()}: {row.Name} | {row.Threads} | {Units.Time(row.Seconds!.Value.Median)} | {string.Join("; ", peers)} |\n");
        }

        return text.Append('\n').ToString();
    }

    private static List<Comparison> Rows(Results results) =>
    [
        .. results.Comparisons
            .Where(row => row.Precision == "float" && row.Seconds is not null && Peers(row).Any())
            .GroupBy(row => (row.Group, row.Name))
            .Select(group => group.MaxBy(row => row.Threads)!),
    ];

    /// <summary>The peers that ran here, beside us, undisturbed.</summary>
    private static IEnumerable<Opponent> Peers(Comparison row) =>
        row.Opponents.Where(opponent => opponent is { Ratio: not null, Missing: null, Remark: null, Disturbed: false });
}
