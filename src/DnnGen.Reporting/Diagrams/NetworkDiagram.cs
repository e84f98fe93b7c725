using System.Globalization;
using System.Numerics;
using System.Text;
using System.Xml.Linq;

namespace DnnGen.Reporting;

/// <summary>A network as a picture: its inputs, its layers one under the other, the costs of its outputs, and what reads what.</summary>
public sealed class NetworkDiagram
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly NetworkGraph graph;

    private NetworkDiagram(string title, NetworkGraph graph)
    {
        Title = title;
        this.graph = graph;
    }

    /// <summary>Name, sizes, number type and loss of the network.</summary>
    public string Title { get; }

    /// <summary>The network in words, for those who do not see the picture.</summary>
    public string Description => graph.Description;

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
        var table = NetworkLayers.Read(TNetwork.Summary);
        string title = table.Headline.StartsWith(TNetwork.Name, StringComparison.Ordinal) ? string.Join("; ", table.Notes.Prepend(table.Headline)) : TNetwork.Name;
        return new(title, NetworkGraph.Of(table, network.Parameters.Layout, TNetwork.Outputs, TNetwork.InputSize, TNetwork.LabelSize));
    }

    /// <summary>The diagram as an SVG, on white.</summary>
    /// <returns>The text of the file.</returns>
    public string ToSvg()
    {
        var (root, width, height) = DiagramDrawing.Draw(graph);
        root.SetAttributeValue("width", DiagramDrawing.Number(width));
        root.SetAttributeValue("height", DiagramDrawing.Number(height));
        root.SetAttributeValue("color", FigureStyle.Ink.ToStringRGB());
        root.AddFirst(
            new XElement(Svg + "title", XmlSafe.Text(Title)),
            new XElement(Svg + "desc", XmlSafe.Text(Description)),
            new XElement(Svg + "rect", new XAttribute("width", DiagramDrawing.Number(width)), new XAttribute("height", DiagramDrawing.Number(height)), new XAttribute("fill", "#FFFFFF")));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root + "\n";
    }

    /// <summary>The diagram as the text of a Mermaid flowchart, which many tools for documents draw.</summary>
    /// <returns>The text.</returns>
    public string ToMermaid()
    {
        var text = new StringBuilder("flowchart TD\n");
        IReadOnlyList<string> blocks = [];
        int count = 0;
        for (int i = 0; i < graph.Boxes.Count; i++)
        {
            var box = graph.Boxes[i];
            int common = blocks.Zip(box.Blocks).TakeWhile(pair => pair.First == pair.Second).Count();
            Close(common);
            for (int depth = common; depth < box.Blocks.Count; depth++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Indent(depth)}subgraph b{++count}[\"{Escaped(box.Blocks[depth])}\"]\n");
            }

            blocks = box.Blocks;
            text.Append(CultureInfo.InvariantCulture, $"{Indent(blocks.Count)}{Id(i)}[\"{string.Join("<br/>", box.Details.Prepend(box.Title).Select(Escaped))}\"]\n");
        }

        Close(0);
        for (int i = 0; i < graph.Boxes.Count; i++)
        {
            foreach (int read in graph.Boxes[i].Reads)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {Id(read)} --> {Id(i)}\n");
            }
        }

        return text.ToString();

        void Close(int depth)
        {
            for (int i = blocks.Count; i > depth; i--)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Indent(i - 1)}end\n");
            }
        }

        static string Indent(int depth) => new(' ', 4 * (depth + 1));

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
        var (root, width, _) = DiagramDrawing.Draw(graph);
        root.SetAttributeValue("style", $"max-width:{DiagramDrawing.Number(width * 1.1f)}px");
        root.SetAttributeValue("aria-label", XmlSafe.Text(Description));
        return root.ToString(SaveOptions.DisableFormatting);
    }
}
