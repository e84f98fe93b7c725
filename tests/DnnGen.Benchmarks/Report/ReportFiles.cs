using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DnnGen.Benchmarks.Report;

/// <summary>The files of a run: results.json for programs, results.md with ratios.svg for people.</summary>
internal static class ReportFiles
{
    private const string ChartFile = "ratios.svg";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(string folder, Results results)
    {
        Directory.CreateDirectory(folder);
        WholeFile.Write(Path.Combine(folder, "results.json"), JsonSerializer.Serialize(results, Json) + "\n");
        WholeFile.Write(Path.Combine(folder, ChartFile), RatioChart.Draw(results.Comparisons));
        WholeFile.Write(Path.Combine(folder, "results.md"), Page(results));
    }

    private static string Page(Results results)
    {
        var place = results.Place;
        var text = new StringBuilder(FormattableString.Invariant($"""
            # Benchmarks of DnnGen

            {place.Processor}, {place.Processors} processors, {place.Vectors}; {place.System}; {place.Runtime}; {place.OurThreads}. Mode: {place.Mode}, {results.Seconds:F0} s, {place.Time:yyyy-MM-dd HH:mm} UTC.

            Times are medians of blocks in which both sides take turns; a ratio is the median of the ratios of neighbouring blocks, with its quartiles. All sides are checked to compute the same numbers before they are timed. A row is marked as disturbed where other programs took processors that it needed, or where its quartiles lie far apart.{Others(results)}


            """));
        foreach (var (peer, reason) in place.MissingPeers)
        {
            text.Append(CultureInfo.InvariantCulture, $"**{peer} is missing**: {reason}.\n\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"![Times faster than the peers]({ChartFile})\n");
        foreach (var group in results.Comparisons.GroupBy(row => row.Group))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key}\n\n").Append(Tables.Markdown(group));
        }

        if (results.Figures.Count > 0)
        {
            text.Append("\n## Other figures\n\n").Append(Tables.Markdown(results.Figures));
        }

        text.Append("\n## Limits of this machine, measured in the same run\n\n| threads | float FMA | double FMA |").Append(string.Concat(Sizes(results).Select(size => $" read {Units.Size(size)} |")));
        text.Append("\n|---|---|---|").Append(string.Concat(Sizes(results).Select(_ => "---|"))).Append('\n');
        foreach (int threads in results.Limits.Peaks.Select(peak => peak.Threads).Distinct())
        {
            text.Append(FormattableString.Invariant($"| {threads} | {Units.Giga(results.Limits.PeakOf("float", threads))} GFLOP/s | {Units.Giga(results.Limits.PeakOf("double", threads))} GFLOP/s |"))
                .Append(string.Concat(Sizes(results).Select(size => $" {Units.Giga(results.Limits.BandwidthOf(size, threads))} GB/s |")))
                .Append('\n');
        }

        return text.ToString();
    }

    /// <summary>How far the machine was used by others, in a sentence.</summary>
    private static string Others(Results results)
    {
        double[] loads = [.. results.Comparisons.Select(row => row.OthersLoad).OfType<double>()];
        return loads.Length == 0 ? "" : $" Other programs used {Units.Percent(loads.Average())} of the processors meanwhile.";
    }

    private static IEnumerable<long> Sizes(Results results) => results.Limits.Bandwidths.Select(bandwidth => bandwidth.BufferBytes).Distinct();
}
