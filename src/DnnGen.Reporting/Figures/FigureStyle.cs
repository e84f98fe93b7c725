using System.Globalization;

using ScottPlot;
using ScottPlot.Rendering.RenderActions;
using ScottPlot.TickGenerators;

namespace DnnGen.Reporting;

/// <summary>How all plots look.</summary>
internal static class FigureStyle
{
    /// <summary>The size of a plot: readable at its own size and on a phone, which is about 360 wide.</summary>
    public const int Width = 420;

    /// <summary>The height of a plot.</summary>
    public const int Height = 310;

    /// <summary>Text and axes; in a report they take the colour of the page, light or dark.</summary>
    public static readonly Color Ink = Color.FromHex("#1F2328");

    /// <summary>Text and lines on a coloured ground, which stay as they are.</summary>
    public static readonly Color Dark = Color.FromHex("#101418");

    /// <summary>
    /// The palette of M. Okabe and K. Ito (Color Universal Design, 2008), which people with colour-blindness can tell apart,
    /// without its yellow, and with two greys.
    /// </summary>
    public static readonly IReadOnlyList<Color> Colours =
    [
        Color.FromHex("#0072B2"), Color.FromHex("#D55E00"), Color.FromHex("#009E73"), Color.FromHex("#CC79A7"),
        Color.FromHex("#E69F00"), Color.FromHex("#56B4E9"), Color.FromHex("#6E7781"), Color.FromHex("#8C564B"),
    ];

    /// <summary>Lines differ in more than their colour.</summary>
    public static readonly IReadOnlyList<LinePattern> Patterns =
        [LinePattern.Solid, new([8, 4], 0, "dashed"), new([2.5f, 3], 0, "dotted"), new([10, 3, 2.5f, 3], 0, "dash-dotted")];

    /// <summary>Points differ in more than their colour.</summary>
    public static readonly IReadOnlyList<MarkerShape> Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledTriangleUp, MarkerShape.FilledSquare, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown, MarkerShape.Cross, MarkerShape.Eks, MarkerShape.OpenCircle,
    ];

    public static Color Colour(int index) => Colours[index % Colours.Count];

    public static LinePattern Pattern(int index) => Patterns[index % Patterns.Count];

    /// <summary>The line of pure chance, which no curve is drawn like.</summary>
    public static readonly Color Chance = Color.FromHex("#8B949E");

    /// <summary>The dashes of a line in SVG, which follow from its colour; <see langword="null"/> where it is drawn through.</summary>
    /// <param name="stroke">The colour as it stands in the file.</param>
    public static string? Dashes(string stroke)
    {
        var pattern = stroke.Equals(Chance.ToStringRGB(), StringComparison.OrdinalIgnoreCase) ? Patterns[2] : LinePattern.Solid;
        for (int i = 0; i < Colours.Count; i++)
        {
            pattern = stroke.Equals(Colours[i].ToStringRGB(), StringComparison.OrdinalIgnoreCase) ? Pattern(i) : pattern;
        }

        return pattern.Intervals is { Length: > 0 } intervals
            ? string.Join(' ', intervals.Select(interval => interval.ToString("0.##", CultureInfo.InvariantCulture)))
            : null;
    }

    public static MarkerShape Marker(int index) => Markers[index % Markers.Count];

    /// <summary>A plot without content.</summary>
    public static Plot NewPlot(string across, string up)
    {
        _ = EmbeddedFont.Typeface;
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Ink.WithAlpha(0.14);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left, plot.Axes.Top, plot.Axes.Right })
        {
            axis.TickLabelStyle.FontName = EmbeddedFont.Name;
            axis.TickLabelStyle.FontSize = 14;
            axis.Label.FontSize = 15;
            axis.Label.Bold = false;
            axis.MinorTickStyle.Length = 0;
        }

        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;

        // The last number beside an axis reaches beyond it.
        plot.Axes.Right.MinimumSize = 24;
        plot.Axes.Bottom.TickGenerator = Ticks(spacing: 45);
        plot.Axes.Left.TickGenerator = Ticks();
        Label(plot.Axes.Bottom, across);
        Label(plot.Axes.Left, up);
        plot.HideLegend();

        // Several plots are drawn side by side on one canvas, whose ground shows through.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.RenderManager.RenderActions.RemoveAll(action => action is ClearCanvas or RenderFigureBackground or RenderDataBackground);
        return plot;
    }

    /// <summary>Writes the name of an axis, with its unit where it has one.</summary>
    public static void Label(IAxis axis, string text)
    {
        axis.Label.Text = text;
        axis.Label.FontName = EmbeddedFont.NameFor(text);
        axis.Label.IsVisible = text.Length > 0;
    }

    /// <summary>Ticks at round numbers, the same in every culture.</summary>
    /// <param name="format">How a number is written; <see langword="null"/> is <see cref="Tick"/>.</param>
    /// <param name="spacing">The least room between two ticks.</param>
    public static NumericAutomatic Ticks(Func<double, string>? format = null, float spacing = 28) => new()
    {
        LabelFormatter = format ?? Tick,
        MinimumTickSpacing = spacing,
    };

    /// <summary>Ticks at powers of ten on an axis of decimal logarithms.</summary>
    public static NumericManual PowersOfTen(double lowest, double highest)
    {
        var ticks = new NumericManual();
        int first = (int)Math.Floor(lowest), last = (int)Math.Ceiling(highest), every = Math.Max(1, (int)Math.Ceiling((last - first) / 8.0));
        for (int power = first; power <= last; power++)
        {
            ticks.AddMajor(power, (power - first) % every == 0 ? PowerOfTen(power) : "");
        }

        // Within a few decades the numbers between them are of help.
        if (last - first <= 3)
        {
            for (int power = first; power < last; power++)
            {
                foreach (int digit in (ReadOnlySpan<int>)[2, 5])
                {
                    ticks.AddMajor(power + Math.Log10(digit), power is >= -3 and <= 3 ? Tick(digit * Math.Pow(10, power)) : "");
                }
            }
        }

        return ticks;
    }

    /// <summary>A number as it stands beside an axis.</summary>
    public static string Tick(double value)
    {
        double size = Math.Abs(value);
        string text = size is >= 1e6 or (> 0 and < 1e-4)
            ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
            : Math.Round(value, 10).ToString("0.######", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    private static string PowerOfTen(int power) => power switch
    {
        0 => "1",
        1 => "10",
        -1 => "0.1",
        -2 => "0.01",
        2 => "100",
        _ => "10" + string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(digit => digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0'])),
    };
}
