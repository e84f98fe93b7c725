using System.Globalization;
using System.Numerics;
using System.Text;
using System.Xml.Linq;

namespace DnnGen.Reporting;

/// <summary>A network as a picture: its input, its layers one under the other, its cost.</summary>
public sealed class NetworkDiagram
{
    /// <summary>The most layers that are drawn; of more, those in the middle are one box.</summary>
    private const int MostLayers = 60;

    private const float TitleSize = 14;
    private const float DetailSize = 12;
    private const float LineHeight = 18;
    private const float Padding = 12;
    private const float ArrowLength = 22;
    private const float Margin = 8;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly IReadOnlyList<NetworkLayer> boxes;

    private NetworkDiagram(string title, IReadOnlyList<NetworkLayer> boxes)
    {
        Title = title;
        this.boxes = boxes;
    }

    /// <summary>Name, sizes, number type and loss of the network.</summary>
    public string Title { get; }

    /// <summary>The network in words, for those who do not see the picture.</summary>
    public string Description => "Network diagram: " + string.Join("; ", boxes.Select(box => string.Join(", ", box.Details.Prepend(box.Title)))) + ".";

    /// <summary>The diagram of a network, of whatever layers it is made.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <returns>The diagram.</returns>
    public static NetworkDiagram Of<TNetwork, T>(INetwork<TNetwork, T> network)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        string headline = NetworkLayers.Read(TNetwork.Summary).Headline;
        headline = headline.StartsWith(TNetwork.Name, StringComparison.Ordinal) ? headline : TNetwork.Name;
        var layers = NetworkLayers.Of(network).ToList();
        if (layers.Count > MostLayers)
        {
            int left = layers.Count - MostLayers;
            layers.RemoveRange(MostLayers / 2, left);
            layers.Insert(MostLayers / 2, new(string.Create(CultureInfo.InvariantCulture, $"… {left} more layers …"), [], Learns: false));
        }

        layers.Insert(0, new("input", [string.Create(CultureInfo.InvariantCulture, $"X {TNetwork.InputSize} × m")], Learns: false));
        int comma = headline.LastIndexOf(", ", StringComparison.Ordinal);
        layers.Add(new("cost", [comma < 0 ? string.Create(CultureInfo.InvariantCulture, $"Y {TNetwork.LabelSize} × m") : string.Create(CultureInfo.InvariantCulture, $"{headline[(comma + 2)..]} with Y {TNetwork.LabelSize} × m")], Learns: false));
        return new(headline, layers);
    }

    /// <summary>The diagram as an SVG, on white.</summary>
    /// <returns>The text of the file.</returns>
    public string ToSvg()
    {
        var (root, width, height) = Draw();
        root.SetAttributeValue("width", Number(width));
        root.SetAttributeValue("height", Number(height));
        root.SetAttributeValue("color", FigureStyle.Ink.ToStringRGB());
        root.AddFirst(
            new XElement(Svg + "title", XmlSafe.Text(Title)),
            new XElement(Svg + "desc", XmlSafe.Text(Description)),
            new XElement(Svg + "rect", new XAttribute("width", Number(width)), new XAttribute("height", Number(height)), new XAttribute("fill", "#FFFFFF")));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root + "\n";
    }

    /// <summary>The diagram as the text of a Mermaid flowchart, which many tools for documents draw.</summary>
    /// <returns>The text.</returns>
    public string ToMermaid()
    {
        var text = new StringBuilder("flowchart TD\n");
        for (int i = 0; i < boxes.Count; i++)
        {
            string label = string.Join("<br/>", boxes[i].Details.Prepend(boxes[i].Title).Select(Escaped));
            text.Append(CultureInfo.InvariantCulture, $"    {Id(i)}[\"{label}\"]\n");
        }

        for (int i = 1; i < boxes.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {Id(i - 1)} --> {Id(i)}\n");
        }

        return text.ToString();

        static string Id(int box) => string.Create(CultureInfo.InvariantCulture, $"n{box}");

        static string Escaped(string label) => XmlSafe.Text(label)
            .Replace("#", "#35;", StringComparison.Ordinal).Replace("&", "#amp;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal)
            .Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
    }

    /// <summary>Writes the diagram; it is written beside its place and moved there.</summary>
    /// <param name="path">The file, which ends in <c>.svg</c> or <c>.mmd</c>.</param>
    /// <exception cref="ArgumentException">The name has another ending.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string content = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".SVG" => ToSvg(),
            ".MMD" => ToMermaid(),
            _ => throw new ArgumentException($"{path}: a diagram is saved as .svg or, for Mermaid, .mmd; give the file one of these endings."),
        };
        WholeFile.Write(path, Encoding.UTF8.GetBytes(content));
    }

    /// <summary>The diagram as part of a page, whose colour it takes.</summary>
    internal string ToElement()
    {
        var (root, width, _) = Draw();
        root.SetAttributeValue("style", $"max-width:{Number(width * 1.1f)}px");
        root.SetAttributeValue("aria-label", XmlSafe.Text(Description));
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private (XElement Root, float Width, float Height) Draw()
    {
        float width = boxes.Max(box => box.Details.Select(detail => Measure(detail, DetailSize)).Append(Measure(box.Title, TitleSize)).Max()) + (2 * Padding) + 8;
        var root = new XElement(Svg + "svg", new XAttribute("role", "img"), new XAttribute("font-family", "'DejaVu Sans', Verdana, sans-serif"));
        float y = Margin;
        for (int i = 0; i < boxes.Count; i++)
        {
            var box = boxes[i];
            float height = (2 * Padding) + (LineHeight * (1 + box.Details.Count)) - 8;
            if (i > 0)
            {
                float middle = Margin + (width / 2), tip = y + ArrowLength;
                root.Add(new XElement(
                    Svg + "path",
                    new XAttribute("d", $"M{Number(middle)} {Number(y + 2)}V{Number(tip - 7)}M{Number(middle - 5)} {Number(tip - 9)}L{Number(middle)} {Number(tip - 2)}L{Number(middle + 5)} {Number(tip - 9)}"),
                    new XAttribute("fill", "none"),
                    new XAttribute("stroke", "currentColor"),
                    new XAttribute("stroke-width", "1.5"),
                    new XAttribute("stroke-opacity", "0.6")));
                y += ArrowLength;
            }

            root.Add(new XElement(
                Svg + "rect",
                new XAttribute("x", Number(Margin)),
                new XAttribute("y", Number(y)),
                new XAttribute("width", Number(width)),
                new XAttribute("height", Number(height)),
                new XAttribute("rx", "6"),
                new XAttribute("fill", box.Learns ? FigureStyle.Colour(0).ToStringRGB() : "currentColor"),
                new XAttribute("fill-opacity", box.Learns ? "0.12" : "0.04"),
                new XAttribute("stroke", box.Learns ? FigureStyle.Colour(0).ToStringRGB() : "currentColor"),
                new XAttribute("stroke-opacity", box.Learns ? "0.9" : "0.35")));
            float baseline = y + Padding + 11;
            foreach (var (text, size) in box.Details.Select(detail => (detail, DetailSize)).Prepend((box.Title, TitleSize)))
            {
                root.Add(new XElement(
                    Svg + "text",
                    new XAttribute("x", Number(Margin + (width / 2))),
                    new XAttribute("y", Number(baseline)),
                    new XAttribute("font-size", Number(size)),
                    new XAttribute("text-anchor", "middle"),
                    new XAttribute("fill", "currentColor"),
                    XmlSafe.Text(text)));
                baseline += LineHeight;
            }

            y += height;
        }

        var (fullWidth, fullHeight) = (width + (2 * Margin), y + Margin);
        root.SetAttributeValue("viewBox", $"0 0 {Number(fullWidth)} {Number(fullHeight)}");
        return (root, fullWidth, fullHeight);
    }

    private static float Measure(string text, float size)
    {
        using var font = Panel.Font(text, size);
        return font.MeasureText(text);
    }

    private static string Number(float value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
