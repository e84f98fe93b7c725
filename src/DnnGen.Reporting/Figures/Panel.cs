using ScottPlot;

using SkiaSharp;

namespace DnnGen.Reporting;

/// <summary>One plot or one picture of a figure; a report lays them out anew, as its page is wide.</summary>
/// <param name="width">Its width.</param>
/// <param name="height">Its height.</param>
internal abstract class Panel(float width, float height)
{
    public const float TitleSize = 16;

    public float Width => width;

    public float Height => height;

    /// <summary>Draws the panel with its upper left corner at the origin.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="asSvg">Whether the canvas writes SVG, which takes dashes from <see cref="SvgText"/>.</param>
    public abstract void Draw(SKCanvas canvas, bool asSvg);

    /// <summary>The font of a text.</summary>
    public static SKFont Font(string text, float size) => new(EmbeddedFont.TypefaceFor(text), size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };

    /// <summary>Writes a text around a point of its baseline.</summary>
    public static void Text(SKCanvas canvas, string text, float x, float y, float size)
    {
        using var font = Font(text, size);
        using var paint = new SKPaint { Color = new SKColor(FigureStyle.Ink.ARGB), IsAntialias = true };
        canvas.DrawText(text, x - (font.MeasureText(text) / 2), y, font, paint);
    }

    /// <summary>As much of a text as fits into a width.</summary>
    public static string Fitted(string text, float size, float width)
    {
        using var font = Font(text, size);
        if (font.MeasureText(text) <= width)
        {
            return text;
        }

        int length = text.Length;
        while (length > 0 && font.MeasureText(string.Concat(text.AsSpan(0, length), "…")) > width)
        {
            length -= char.IsLowSurrogate(text[length - 1]) ? 2 : 1;
        }

        return string.Concat(text.AsSpan(0, Math.Max(0, length)), "…");
    }
}

/// <summary>A plot with its legend under it.</summary>
internal sealed class PlotPanel : Panel
{
    private const float TitleRoom = 22;

    private readonly Plot plot;
    private readonly string? title;
    private readonly float plotHeight;
    private readonly PlotLegend legend;

    /// <param name="plot">The plot.</param>
    /// <param name="width">The width.</param>
    /// <param name="height">The height, without the legend.</param>
    /// <param name="title">A title of its own, where it is one of several.</param>
    /// <param name="legend">The entries of the legend; none where it needs none.</param>
    public PlotPanel(Plot plot, float width = FigureStyle.Width, float height = FigureStyle.Height, string? title = null, IReadOnlyList<LegendEntry>? legend = null)
        : this(plot, width, height, title, new PlotLegend(legend ?? [], width - 16))
    {
    }

    private PlotPanel(Plot plot, float width, float height, string? title, PlotLegend legend)
        : base(width, height + legend.Height)
    {
        this.plot = plot;
        this.title = title;
        this.legend = legend;
        plotHeight = height - (title is null ? 0 : TitleRoom);
    }

    /// <summary>Its title, where it is one of several.</summary>
    public string? Title => title;

    public override void Draw(SKCanvas canvas, bool asSvg)
    {
        float top = 0;
        if (title is not null)
        {
            Text(canvas, title, Width / 2, 15, 14);
            top = TitleRoom;
        }

        canvas.Save();
        canvas.Translate(0, top);
        lock (plot.Sync)
        {
            // Skia cannot write dashes as SVG, and says so on the console.
            var dashed = asSvg ? plot.GetPlottables().OfType<IHasLine>().Select(line => (line, line.LinePattern)).ToList() : [];
            dashed.ForEach(one => one.line.LinePattern = LinePattern.Solid);

            // ScottPlot draws again where the first drawing has changed the layout; here it finds it as it is to be.
            plot.RenderInMemory((int)Width, (int)plotHeight);
            plot.RenderInMemory((int)Width, (int)plotHeight);
            plot.Render(canvas, (int)Width, (int)plotHeight);
            dashed.ForEach(one => one.line.LinePattern = one.LinePattern);
        }

        canvas.Restore();
        legend.Draw(canvas, Width / 2, top + plotHeight, asSvg);
    }

    /// <summary>The plot as part of a page.</summary>
    public SvgText ToSvg() => SvgText.Draw(Width, Height, canvas => Draw(canvas, asSvg: true));
}

/// <summary>A picture of pixels with up to two lines of text under it.</summary>
internal sealed class PicturePanel(Pixels pixels, string caption, string? second, Color? frame, float side) : Panel(side + Gap, side + Gap + (second is null ? 20 : 36))
{
    private const float Gap = 12;

    /// <summary>The first line under the picture.</summary>
    public string Caption => caption;

    /// <summary>The second line under the picture.</summary>
    public string? Second => second;

    /// <summary>The pixels.</summary>
    public Pixels Pixels => pixels;

    /// <summary>The colour around the picture.</summary>
    public Color? Frame => frame;

    public override void Draw(SKCanvas canvas, bool asSvg)
    {
        float scale = side / Math.Max(pixels.Width, pixels.Height), width = pixels.Width * scale, height = pixels.Height * scale;
        var place = SKRect.Create((Gap + side - width) / 2, (Gap + side - height) / 2, width, height);
        using (var image = pixels.ToImage(enlarged: true))
        {
            canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        if (frame is { } colour)
        {
            using var paint = new SKPaint { Color = new SKColor(colour.ARGB), Style = SKPaintStyle.Stroke, StrokeWidth = 3, IsAntialias = true };
            canvas.DrawRect(SKRect.Inflate(place, 1.5f, 1.5f), paint);
        }

        Text(canvas, Fitted(caption, 12, Width - 2), Width / 2, side + Gap + 14, 12);
        if (second is not null)
        {
            Text(canvas, Fitted(second, 12, Width - 2), Width / 2, side + Gap + 30, 12);
        }
    }
}
