using System.Text;

using SkiaSharp;

namespace DnnGen.Reporting;

/// <summary>A picture of a training or a network, as PNG or SVG; <see cref="Plots"/> draws them.</summary>
public sealed class Figure
{
    private const float TitleHeight = 34;
    private const float Margin = 10;

    private readonly int columns;

    internal Figure(string name, string title, string description, IReadOnlyList<Panel> panels, int columns = 1)
    {
        Name = name;
        Title = title;
        Description = description;
        Panels = panels;
        this.columns = Math.Max(1, Math.Min(columns, panels.Count));
    }

    /// <summary>A short name in small letters, of which file names are made: <c>cost</c>.</summary>
    public string Name { get; }

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>What is to be seen, in words and numbers, for those who do not see it.</summary>
    public string Description { get; }

    internal IReadOnlyList<Panel> Panels { get; }

    /// <summary>The picture as a PNG, on white.</summary>
    /// <param name="scale">Pixels for each unit of length, of which a plot is 420 wide; 2 when not given.</param>
    /// <returns>The bytes of the file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not between 0.1 and 10.</exception>
    public byte[] ToPng(double scale = 2)
    {
        if (scale is not (>= 0.1 and <= 10))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), FormattableString.Invariant($"The scale is {scale}; it must be 0.1 to 10."));
        }

        var (width, height) = Size();
        using var surface = SKSurface.Create(new SKImageInfo((int)Math.Ceiling(width * scale), (int)Math.Ceiling(height * scale)));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale((float)scale);
        Draw(surface.Canvas, width, asSvg: false);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The picture as an SVG, on white.</summary>
    /// <returns>The text of the file.</returns>
    public string ToSvg()
    {
        var (width, height) = Size();
        return SvgText.Draw(width, height, canvas =>
        {
            canvas.DrawRect(0, 0, width, height, new SKPaint { Color = SKColors.White });
            Draw(canvas, width, asSvg: true);
        }).ToFile(Title, Description);
    }

    /// <summary>Writes the picture; it is written beside its place and moved there.</summary>
    /// <param name="path">The file, which ends in <c>.png</c> or <c>.svg</c>.</param>
    /// <exception cref="ArgumentException">The name has another ending.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] content = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".PNG" => ToPng(),
            ".SVG" => Encoding.UTF8.GetBytes(ToSvg()),
            _ => throw new ArgumentException($"{path}: a figure is saved as .png or .svg; give the file one of these endings."),
        };
        WholeFile.Write(path, content);
    }

    private (float Width, float Height) Size()
    {
        float width = 0, height = TitleHeight + Margin;
        foreach (var row in Panels.Chunk(columns))
        {
            width = Math.Max(width, row.Sum(panel => panel.Width));
            height += row.Max(panel => panel.Height);
        }

        using var font = Panel.Font(Title, Panel.TitleSize);
        return (Math.Max(width, font.MeasureText(Title)) + (2 * Margin), height);
    }

    private void Draw(SKCanvas canvas, float width, bool asSvg)
    {
        Panel.Text(canvas, Title, width / 2, 25, Panel.TitleSize);
        float y = TitleHeight;
        foreach (var row in Panels.Chunk(columns))
        {
            float x = (width - row.Sum(panel => panel.Width)) / 2;
            foreach (var panel in row)
            {
                canvas.Save();
                canvas.Translate(x, y);
                panel.Draw(canvas, asSvg);
                canvas.Restore();
                x += panel.Width;
            }

            y += row.Max(panel => panel.Height);
        }
    }
}
