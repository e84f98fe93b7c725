using System.Globalization;
using System.Net;
using System.Text;

namespace DnnGen.Benchmarks.Report;

/// <summary>A bar for each peer in each row: how many times faster we are, on a logarithmic axis, with a line at each goal.</summary>
internal static class RatioChart
{
    private const int LabelWidth = 480, AxisWidth = 520, RowHeight = 18, Top = 54, RightMargin = 80;

    public static string Draw(IReadOnlyList<Comparison> comparisons)
    {
        var bars = comparisons
            .SelectMany(row => row.Opponents.Where(opponent => opponent.Ratio is not null).Select(opponent => (Row: row, Opponent: opponent, Ratio: opponent.Ratio!.Value)))
            .ToList();
        double[] shown = [.. bars.SelectMany(bar => new[] { bar.Ratio.Median, bar.Opponent.Goal ?? 1 }), 0.5, 2];
        int first = (int)Math.Floor(Math.Log10(shown.Min())), last = (int)Math.Ceiling(Math.Log10(shown.Max()));
        int width = LabelWidth + AxisWidth + RightMargin, height = Top + (bars.Count * RowHeight) + 20;
        double Place(double ratio) => LabelWidth + (AxisWidth * (Math.Log10(ratio) - first) / (last - first));

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">
            <rect width="{width}" height="{height}" fill="#ffffff"/>
            <text x="12" y="20" font-size="15" font-weight="bold" fill="#1f2328">How many times faster DnnGen is than its peers</text>
            <text x="12" y="38" fill="#59636e">Green: at or above 1 or the goal. Red: below. Grey: disturbed by other programs. The dark mark is the goal, the thin line spans the quartiles.</text>

            """);
        for (int power = first; power <= last; power++)
        {
            string colour = power == 0 ? "#1f2328" : "#d1d9e0";
            svg.Append(CultureInfo.InvariantCulture, $"""
                <line x1="{Place(Math.Pow(10, power)):F1}" x2="{Place(Math.Pow(10, power)):F1}" y1="{Top - 6}" y2="{height - 16}" stroke="{colour}"/>
                <text x="{Place(Math.Pow(10, power)):F1}" y="{height - 4}" text-anchor="middle" fill="#59636e">{Math.Pow(10, power).ToString("0.###", CultureInfo.InvariantCulture)}×</text>

                """);
        }

        for (int i = 0; i < bars.Count; i++)
        {
            var (row, opponent, ratio) = bars[i];
            int y = Top + (i * RowHeight);
            double from = Math.Min(Place(1), Place(ratio.Median)), to = Math.Max(Place(1), Place(ratio.Median));
            string colour = opponent.Disturbed ? "#9198a1" : opponent.Met ?? ratio.Median >= 1 ? "#2da44e" : "#cf222e";
            string label = WebUtility.HtmlEncode($"{row.Group}: {row.Name}, {row.Precision}, {row.Threads} thr. – {opponent.Name}");
            svg.Append(CultureInfo.InvariantCulture, $"""
                <text x="{LabelWidth - 6}" y="{y + 11}" text-anchor="end" fill="#1f2328">{label}</text>
                <rect x="{from:F1}" y="{y + 2}" width="{Math.Max(1, to - from):F1}" height="{RowHeight - 6}" fill="{colour}"/>
                <line x1="{Place(ratio.LowerQuartile):F1}" x2="{Place(ratio.UpperQuartile):F1}" y1="{y + 8}" y2="{y + 8}" stroke="#1f2328"/>
                <text x="{LabelWidth + AxisWidth + 8}" y="{y + 11}" fill="#1f2328">{Units.Ratio(ratio.Median)}</text>

                """);
            if (opponent.Goal is { } goal)
            {
                svg.Append(CultureInfo.InvariantCulture, $"""
                    <rect x="{Place(goal) - 1:F1}" y="{y}" width="3" height="{RowHeight - 2}" fill="#1f2328"/>

                    """);
            }
        }

        return svg.Append("</svg>\n").ToString();
    }
}
