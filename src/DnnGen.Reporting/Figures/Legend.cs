using ScottPlot;

using SkiaSharp;

namespace DnnGen.Reporting;

/// <summary>One entry of a legend.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Pattern">The dashes of its line; <see langword="null"/> where there is no line.</param>
/// <param name="Marker">Its points; <see langword="null"/> where there is none.</param>
internal sealed record LegendEntry(string Text, Color Colour, LinePattern? Pattern, MarkerShape? Marker);

/// <summary>The legend under a plot: as many entries in a row as there is room for.</summary>
internal sealed class PlotLegend
{
    private const float Size = 14;
    private const float RowHeight = 22;
    private const float SymbolWidth = 34;
    private const float Gap = 16;

    private readonly List<List<(LegendEntry Entry, float Width)>> rows = [];

    public PlotLegend(IEnumerable<LegendEntry> entries, float width)
    {
        float used = 0;
        foreach (var entry in entries)
        {
            var fitted = entry with { Text = Panel.Fitted(entry.Text, Size, width - SymbolWidth - Gap) };
            using var font = Panel.Font(fitted.Text, Size);
            float needed = (entry.Pattern is null ? 16 : SymbolWidth) + font.MeasureText(fitted.Text);
            if (rows.Count == 0 || used + Gap + needed > width)
            {
                rows.Add([]);
                used = 0;
            }

            rows[^1].Add((fitted, needed));
            used += (used > 0 ? Gap : 0) + needed;
        }
    }

    public float Height => rows.Count == 0 ? 0 : (rows.Count * RowHeight) + 4;

    /// <summary>Draws the legend around the middle of a width.</summary>
    public void Draw(SKCanvas canvas, float middle, float top, bool asSvg)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            float x = middle - ((rows[row].Sum(one => one.Width) + (Gap * (rows[row].Count - 1))) / 2), y = top + (RowHeight * (row + 0.5f));
            foreach (var (entry, width) in rows[row])
            {
                float symbol = entry.Pattern is null ? 16 : SymbolWidth;
                DrawSymbol(canvas, entry, x, x + symbol - 6, y, asSvg);
                using var font = Panel.Font(entry.Text, Size);
                using var paint = new SKPaint { Color = new SKColor(FigureStyle.Ink.ARGB), IsAntialias = true };
                canvas.DrawText(entry.Text, x + symbol, y + 5, font, paint);
                x += width + Gap;
            }
        }
    }

    private static void DrawSymbol(SKCanvas canvas, LegendEntry entry, float left, float right, float y, bool asSvg)
    {
        if (entry.Pattern is { } pattern)
        {
            using var line = new SKPath();
            line.MoveTo(left, y);
            line.LineTo(right, y);
            using var paint = new SKPaint { Color = new SKColor(entry.Colour.ARGB), Style = SKPaintStyle.Stroke, StrokeWidth = 2, IsAntialias = true };
            if (!asSvg && pattern.Intervals is { Length: > 0 } intervals)
            {
                using var dashes = SKPathEffect.CreateDash(intervals, 0);
                paint.PathEffect = dashes;
            }

            canvas.DrawPath(line, paint);
        }

        if (entry.Marker is { } marker)
        {
            using var paint = Paint.NewDisposablePaint();
            var style = new MarkerStyle(marker, 8, entry.Colour);
            style.LineColor = entry.Colour;
            style.LineWidth = marker is MarkerShape.Cross or MarkerShape.Eks or MarkerShape.OpenCircle ? 2 : 0;
            style.Render(canvas, new Pixel((left + right) / 2, y), paint);
        }
    }
}
