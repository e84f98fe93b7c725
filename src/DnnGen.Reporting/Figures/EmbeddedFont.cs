using ScottPlot;

using SkiaSharp;

namespace DnnGen.Reporting;

/// <summary>The font of all figures; it lies in this assembly, so that text is drawn alike on every machine and also where no font is installed.</summary>
internal static class EmbeddedFont
{
    /// <summary>The name under which ScottPlot finds the font.</summary>
    public const string Name = "DnnGen.Reporting";

    private static readonly Lazy<SKTypeface> Loaded = new(Load);

    /// <summary>The font itself.</summary>
    public static SKTypeface Typeface => Loaded.Value;

    /// <summary>The font for a text: this one, or where it lacks a character one of the machine that has more of them.</summary>
    public static string NameFor(string text) => Has(text) ? Name : Fonts.Detect(text);

    /// <summary>The typeface for a text, for drawing without ScottPlot.</summary>
    public static SKTypeface TypefaceFor(string text) => Has(text) ? Typeface : Fonts.GetTypeface(Fonts.Detect(text), bold: false, italic: false) ?? Typeface;

    private static bool Has(string text) => Typeface.ContainsGlyphs(text.ReplaceLineEndings(""));

    private static SKTypeface Load()
    {
        using var stream = typeof(EmbeddedFont).Assembly.GetManifestResourceStream("DejaVuSans.subset.ttf")!;
        var typeface = SKTypeface.FromStream(stream);
        lock (Fonts.FontResolvers)
        {
            Fonts.FontResolvers.Insert(0, new Resolver(typeface));
        }

        return typeface;
    }

    private sealed class Resolver(SKTypeface typeface) : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => fontName == Name ? typeface : null;

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? typeface : null;
    }
}
