using System.Globalization;
using System.Text;

namespace DnnGen.Benchmarks.Report;

/// <summary>The short table of the README, between two comments there.</summary>
internal static class ReadmeTable
{
    private const string Begin = "<!-- measured: benchmarks -->", End = "<!-- end of measured -->";

    /// <summary>Writes the float rows with the most threads into a file that has the place for them.</summary>
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

        WholeFile.Write(path, text[..(begin + Begin.Length)] + "\n" + Table(results) + text[end..]);
        return null;
    }

    private static string Table(Results results)
    {
        var place = results.Place;
        var text = new StringBuilder(FormattableString.Invariant(
            $"\n{place.Processor}, {place.Processors} processors, {place.Vectors}, {Units.Giga(results.Limits.PeakOf("float", 1))} GFLOP/s on one; {place.OurThreads}. Both sides may use the threads of the row.\n\n"));
        text.Append("| float | threads | DnnGen | peers: time, how many times faster DnnGen is |\n|---|---|---|---|\n");
        foreach (var row in results.Comparisons.Where(row => row.Precision == "float").GroupBy(row => (row.Group, row.Name)).Select(group => group.MaxBy(row => row.Threads)!).Where(row => row.Seconds is not null))
        {
            var peers = row.Opponents
                .Where(opponent => opponent is { Ratio: not null, Missing: null, Remark: null })
                .Select(opponent => $"{opponent.Name} {Units.Time(opponent.Seconds!.Value.Median)}, {Units.Ratio(opponent.Ratio!.Value.Median)}{(opponent.Disturbed ? " (disturbed)" : "")}");
            text.Append(CultureInfo.InvariantCulture, $"| {row.Group.ToLowerInvariant()}: {row.Name} | {row.Threads} | {Units.Time(row.Seconds!.Value.Median)} | {string.Join("; ", peers)} |\n");
        }

        return text.Append('\n').ToString();
    }
}
