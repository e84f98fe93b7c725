using System.Globalization;
using System.Xml.Linq;

using SkiaSharp;

namespace DnnGen.Reporting;

/// <summary>A drawing as SVG, put in order: valid everywhere, and with the text in one piece.</summary>
internal sealed class SvgText
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace Link = "http://www.w3.org/1999/xlink";

    private readonly XElement root;
    private readonly float width;

    private SvgText(XElement root, float width)
    {
        this.root = root;
        this.width = width;
    }

    public static SvgText Draw(float width, float height, Action<SKCanvas> draw)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(width, height), stream))
        {
            draw(canvas);
        }

        stream.Position = 0;
        var root = XDocument.Load(stream).Root!;
        foreach (var text in root.Descendants(Svg + "text"))
        {
            InOnePiece(text);
        }

        foreach (var line in root.Descendants().Where(element => element.Attribute("fill")?.Value == "none" && element.Name != Svg + "rect"))
        {
            line.SetAttributeValue("stroke-dasharray", FigureStyle.Dashes(line.Attribute("stroke")?.Value ?? ""));
        }

        // Skia counts its names on from drawing to drawing; a file should not depend on those before it.
        var names = root.Descendants().Attributes("id").Select((id, place) => (id.Value, Name: string.Create(CultureInfo.InvariantCulture, $"c{place + 1}"))).ToDictionary(pair => pair.Value, pair => pair.Name);
        foreach (var attribute in root.Descendants().Attributes().ToList())
        {
            attribute.Value = attribute.Name.LocalName switch
            {
                "id" => names[attribute.Value],
                "href" when attribute.Value.StartsWith('#') => "#" + names[attribute.Value[1..]],
                _ when attribute.Value.StartsWith("url(#", StringComparison.Ordinal) => $"url(#{names[attribute.Value[5..^1]]})",
                _ => attribute.Value,
            };
        }

        // Points that are none.
        root.Descendants(Svg + "ellipse").Where(point => point.Attribute("rx")?.Value == "0").Remove();

        // The older spelling of a link to an image needs a namespace that HTML does not take.
        foreach (var link in root.Descendants().SelectMany(element => element.Attributes(Link + "href")).ToList())
        {
            link.Parent!.SetAttributeValue("href", link.Value);
            link.Remove();
        }

        root.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Value == Link.NamespaceName).Remove();
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
        return new SvgText(root, width);
    }

    /// <summary>The drawing as a file of its own.</summary>
    public string ToFile(string title, string description)
    {
        var file = new XElement(root);
        file.SetAttributeValue("role", "img");
        file.AddFirst(new XElement(Svg + "title", XmlSafe.Text(title)), new XElement(Svg + "desc", XmlSafe.Text(description)));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + file.ToString() + "\n";
    }

    /// <summary>The drawing as part of a page, whose colour its text and axes take, and no wider than it was made for.</summary>
    /// <param name="prefix">What its names begin with, so that they are names of no other drawing of the page.</param>
    /// <param name="label">What it shows, in words.</param>
    public string ToElement(string prefix, string label)
    {
        var element = new XElement(root);
        foreach (var attribute in element.DescendantsAndSelf().Attributes().ToList())
        {
            attribute.Value = attribute.Name.LocalName switch
            {
                "id" => prefix + attribute.Value,
                "fill" or "stroke" when attribute.Value.Equals(FigureStyle.Ink.ToStringRGB(), StringComparison.OrdinalIgnoreCase) => "currentColor",
                _ => attribute.Value.Replace("url(#", "url(#" + prefix, StringComparison.Ordinal),
            };
            if (attribute.Name.LocalName == "href" && attribute.Value.StartsWith('#'))
            {
                attribute.Value = "#" + prefix + attribute.Value[1..];
            }
        }

        element.Attribute("width")?.Remove();
        element.Attribute("height")?.Remove();
        element.SetAttributeValue("style", string.Create(CultureInfo.InvariantCulture, $"max-width:{width * 1.25f}px"));
        element.SetAttributeValue("role", "img");
        element.SetAttributeValue("aria-label", XmlSafe.Text(label));
        return element.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>
    /// Skia places every letter by itself, in a list that ends in a comma, which not every reader takes. A text at one place
    /// with the width that it had can be searched and copied, and stays within it in another font too.
    /// </summary>
    private static void InOnePiece(XElement text)
    {
        string content = text.Value.Trim();
        text.Value = content;
        float size = Number(text.Attribute("font-size")) ?? 12;
        using var font = Panel.Font(content, size);
        foreach (string name in (ReadOnlySpan<string>)["x", "y"])
        {
            if (text.Attribute(name) is { } places)
            {
                places.Value = places.Value.Split(',')[0].Trim();
            }
        }

        if (content.Length > 1)
        {
            text.SetAttributeValue("textLength", font.MeasureText(content).ToString("0.##", CultureInfo.InvariantCulture));
            text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
        }

        text.SetAttributeValue("font-family", "'DejaVu Sans', Verdana, sans-serif");
    }

    private static float? Number(XAttribute? attribute) =>
        attribute is not null && float.TryParse(attribute.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : null;
}
