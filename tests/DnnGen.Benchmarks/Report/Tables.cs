using System.Globalization;
using System.Text;

namespace DnnGen.Benchmarks.Report;

/// <summary>The rows as lines for a console and as tables for a page.</summary>
internal static class Tables
{
    /// <summary>One row for the console, as soon as it is measured.</summary>
    public static string Line(Comparison row)
    {
        var text = new StringBuilder($"{Cut(row.Group, 15)} {Cut(row.Name, 31)} {row.Precision,-6} {row.Threads}  {(row.Seconds is { } seconds ? Units.Time(seconds.Median) : "not built yet"),13}");
        if (row.FlopPerSecond is { } flop)
        {
            text.Append(FormattableString.Invariant($" {Units.Giga(flop),6} GFLOP/s {Units.Percent(row.ShareOfLimit ?? 0),5} of {row.Limit,-6} {Units.Bytes(row.AllocatedBytes ?? 0),7}"));
        }

        foreach (var opponent in row.Opponents)
        {
            text.Append(" | ").Append(opponent.Name).Append(' ').Append(Against(opponent));
        }

        return text.Append(row.Problem is null ? "" : $" | WRONG: {row.Problem}").ToString();
    }

    public static string Line(Figure row) =>
        $"{Cut(row.Group, 15)} {Cut(row.Name, 55)} {row.Value} (goal {row.Goal}{Verdict(row.Met)}){(row.Remark is null ? "" : $" – {row.Remark}")}";

    /// <summary>All comparisons of a group as a table of Markdown.</summary>
    public static string Markdown(IEnumerable<Comparison> rows)
    {
        var text = new StringBuilder("""
            | what | type | threads | DnnGen | GFLOP/s | share of the limit | allocated | peer | its time | times faster than it (quartiles) | of the fastest blocks | goal |
            |---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var row in rows)
        {
            string ours = row.Problem is { } problem ? $"wrong: {problem}" : row.Seconds is { } seconds ? Units.Time(seconds.Median) : "not built yet";
            string first = $"| {row.Name} | {row.Precision} | {row.Threads} | {ours} | {(row.FlopPerSecond is { } flop ? Units.Giga(flop) : "")} | {(row.ShareOfLimit is { } share ? $"{Units.Percent(share)} ({row.Limit})" : "")} | {(row.AllocatedBytes is { } bytes ? Units.Bytes(bytes) : "")} ";
            foreach (var opponent in row.Opponents)
            {
                text.Append(first).Append("| ").Append(opponent.Name).Append(opponent.Remark is null ? "" : $" ({opponent.Remark})")
                    .Append(" | ").Append(opponent.Seconds is { } its ? Units.Time(its.Median) : opponent.Missing)
                    .Append(" | ").Append(opponent.Ratio is { } ratio ? $"{Units.Ratio(ratio.Median)} ({Units.Quartiles(ratio)})" : "")
                    .Append(" | ").Append(opponent.FastestRatio is { } fastest ? Units.Ratio(fastest) : "")
                    .Append(" | ").Append(opponent.Goal is { } goal ? $"≥ {Units.Digits(goal)}{Verdict(opponent)}" : "").Append(" |\n");
                first = "| | | | | | | ";
            }
        }

        return text.ToString();
    }

    public static string Markdown(IEnumerable<Figure> rows)
    {
        var text = new StringBuilder("| what | measured | goal | |\n|---|---|---|---|\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Group}: {row.Name} | {row.Value} | {row.Goal}{Verdict(row.Met)} | {row.Remark} |\n");
        }

        return text.ToString();
    }

    private static string Against(Opponent opponent) =>
        opponent.Ratio is { } ratio && opponent.Seconds is { } seconds
            ? $"{Units.Time(seconds.Median)} {Units.Ratio(ratio.Median)} ({Units.Quartiles(ratio)}{(opponent.FastestRatio is { } fastest ? $"; fastest {Units.Ratio(fastest)}" : "")}){(opponent.Goal is { } goal ? $" goal {Units.Digits(goal)}{Verdict(opponent)}" : "")}"
            : opponent.Seconds is { } alone ? Units.Time(alone.Median)
            : opponent.Missing is { } missing ? $"– {missing}"
            : "";

    private static string Verdict(Opponent opponent) => opponent is { Disturbed: true, Ratio: not null } ? " (disturbed)" : Verdict(opponent.Met);

    private static string Verdict(bool? met) => met switch
    {
        true => " ✓",
        false => " ✗",
        null => "",
    };

    private static string Cut(string text, int width) => text.PadRight(width);
}
