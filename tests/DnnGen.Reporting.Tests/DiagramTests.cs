using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DnnGen.Reporting.Tests;

public partial class DiagramTests
{
    [Fact]
    public void A_network_is_its_input_its_layers_and_its_cost()
    {
        var diagram = NetworkDiagram.Of(Shapes.Create(1));

        Assert.Equal("Shapes: 16 → 5 → 3, float, categorical cross-entropy", diagram.Title);
        Assert.Equal(
            """
            flowchart TD
                n0["input<br/>X 16 × m"]
                n1["1 · LINEAR → RELU<br/>W 5 × 16 · b 5 × 1<br/>output 5 × m · 85 parameters"]
                n2["2 · LINEAR → SOFTMAX<br/>W 3 × 5 · b 3 × 1<br/>output 3 × m · 18 parameters"]
                n3["cost<br/>categorical cross-entropy with Y 3 × m"]
                n0 --> n1
                n1 --> n2
                n2 --> n3

            """.ReplaceLineEndings("\n"),
            diagram.ToMermaid());
        var texts = XDocument.Parse(diagram.ToSvg()).Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value);
        Assert.Contains("1 · LINEAR → RELU", texts);
        Assert.Contains("output 3 × m · 18 parameters", texts);
    }

    [Fact]
    public void Layers_of_other_kinds_and_empty_cells_are_read_where_they_stand()
    {
        var table = NetworkLayers.Read(
            """
            Digits: 1 × 28 × 28 → 10, float, categorical cross-entropy
            layer  operation           W      b           output  parameters  multiply-adds
                1  conv2d → relu   8 × 9  8 × 1  8 × 26 × 26 × m          80         48,672
                2  maxpool2d           —      —  8 × 13 × 13 × m           0              0
            total                                                         80         48,672
            """);

        Assert.Equal(["layer", "operation", "W", "b", "output", "parameters", "multiply-adds"], table.Columns);
        Assert.Equal(["1", "conv2d → relu", "8 × 9", "8 × 1", "8 × 26 × 26 × m", "80", "48,672"], table.Rows[0]);
        Assert.Equal(["2", "maxpool2d", "—", "—", "8 × 13 × 13 × m", "0", "0"], table.Rows[1]);
        Assert.Equal(["total", "", "", "", "", "80", "48,672"], table.Rows[2]);

        var layers = NetworkLayers.Of(table, []);
        Assert.Equal(["1 · conv2d → relu", "2 · maxpool2d"], layers.Select(layer => layer.Title));
        Assert.Equal([true, false], layers.Select(layer => layer.Learns));
        Assert.Equal(["W 8 × 9 · b 8 × 1", "output 8 × 26 × 26 × m · 80 parameters"], layers[0].Details);
        Assert.Equal(["output 8 × 13 × 13 × m"], layers[1].Details);
    }

    [Fact]
    public void A_network_for_images_has_a_node_for_each_of_its_layers_and_no_other()
    {
        var diagram = NetworkDiagram.Of(Glyphs.Create(1));

        string[] nodes = [.. diagram.ToMermaid().Split('\n').Where(line => line.Contains("[\"", StringComparison.Ordinal)).Select(line => line.Trim())];
        Assert.Equal(Glyphs.LayerCount + 2, nodes.Length);
        Assert.StartsWith("n1[\"1 · conv 3×3 → relu<br/>W 4 × 9 · b 4 × 1<br/>output 4 × 4 × 4 × m · 40 parameters", nodes[1], StringComparison.Ordinal);
        Assert.StartsWith("n4[\"4 · linear → softmax", nodes[4], StringComparison.Ordinal);
        Assert.EndsWith("bytes per example", diagram.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrows_go_to_what_reads_and_nowhere_else()
    {
        Assert.Equal(
            ["0>1", "1>2", "1>3", "3>4", "4>5", "1>6", "6>7", "7>8", "1>9", "9>10", "10>11", "2>12", "5>12", "8>12", "11>12", "12>13", "13>14", "14>15"],
            Edges(NetworkDiagram.Of(Inception.Create(1))));
        Assert.Equal(
            ["5>9", "3>12", "1>15"],
            Edges(NetworkDiagram.Of(UNet.Create(1))).Where(edge => int.Parse(edge.Split('>')[1], CultureInfo.InvariantCulture) - int.Parse(edge.Split('>')[0], CultureInfo.InvariantCulture) > 1));
    }

    [Fact]
    public void Each_output_has_its_cost_below_it_and_each_input_its_name()
    {
        var diagram = NetworkDiagram.Of(Robot.Create(1));
        string mermaid = diagram.ToMermaid();

        Assert.Equal(
            ["0>1", "1>2", "3>4", "2>5", "4>5", "5>6", "6>7", "7>8", "8>9", "6>10", "10>11", "11>12", "12>13"], Edges(diagram));
        foreach (string node in new[]
        {
            "n0[\"input image<br/>X 1 × 6 × 6 × m\"]",
            "n3[\"3 · input sensors<br/>output 4 × m\"]",
            "n9[\"cost of digit<br/>sparse categorical cross-entropy<br/>Y of digit 1 × m\"]",
            "n13[\"cost of angle<br/>0.5 × mean squared error<br/>Y of angle 2 × m\"]",
        })
        {
            Assert.Contains(node, mermaid, StringComparison.Ordinal);
        }

        Assert.Contains("; 5 · concat a2, a4, output 53 × m, which reads layer 2 and layer 4; 6 · ", diagram.Description, StringComparison.Ordinal);
        Assert.Contains("; 9 · from a6, output 7 × m, which reads layer 6; ", diagram.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_at_the_end_show_the_layers_that_they_are_called_after()
    {
        var diagram = NetworkDiagram.Of(Sorter.Create(1));

        // Layers 7, 8 and 9 are the outputs; the costs of the first two stand between them.
        Assert.Equal(["0>1", "1>2", "1>3", "3>4", "1>5", "5>6", "2>7", "7>8", "4>9", "9>10", "6>11", "11>12"], Edges(diagram));
        Assert.Contains("n7[\"7 · output Flags, a2<", diagram.ToMermaid(), StringComparison.Ordinal);
        Assert.Contains("n11[\"9 · output isRound<", diagram.ToMermaid(), StringComparison.Ordinal);
        Assert.Contains("n8[\"cost of Flags<br/>binary cross-entropy with label smoothing 0.1<br/>Y of Flags 2 × m\"]", diagram.ToMermaid(), StringComparison.Ordinal);

        // What goes on behind an output reads it past its cost.
        Assert.Equal(["0>1", "1>2", "2>3", "3>4", "3>5", "5>6", "6>7", "6>8", "8>9", "9>10"], Edges(NetworkDiagram.Of(Chained.Create(1))));
    }

    [Fact]
    public void Blocks_are_frames_around_their_layers()
    {
        var diagram = NetworkDiagram.Of(Residual.Create(1));
        string[] lines = diagram.ToMermaid().Split('\n');

        int first = Array.IndexOf(lines, "    subgraph b1[\"ResidualBlock 1 of 2\"]");
        Assert.StartsWith("        n2[\"2 · conv 3×3<", lines[first + 1], StringComparison.Ordinal);
        Assert.StartsWith("        n8[\"8 · relu<", lines[first + 7], StringComparison.Ordinal);
        Assert.Equal(["    end", "    subgraph b2[\"ResidualBlock 2 of 2\"]"], lines[(first + 8)..(first + 10)]);
        Assert.Contains("1>7", Edges(diagram));
        Assert.Contains("8>14", Edges(diagram));
        Assert.DoesNotContain("block ", diagram.Description, StringComparison.Ordinal);
        Assert.Contains("8 · relu, output 8 × 16 × 16 × m, in ResidualBlock 1 of 2; ", diagram.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_layers_those_in_the_middle_are_one_box_that_reads_and_is_read_as_they_are()
    {
        var diagram = NetworkDiagram.Of(Tower.Create(1));
        string[] edges = Edges(diagram);

        Assert.Equal(202, Tower.LayerCount);
        Assert.Contains("    n31[\"… 142 more layers …<br/>1 output among them\"]", diagram.ToMermaid(), StringComparison.Ordinal);
        Assert.Contains("    n61[\"202 · output end<", diagram.ToMermaid(), StringComparison.Ordinal);
        Assert.Equal(["30>31"], edges.Where(edge => edge.EndsWith(">31", StringComparison.Ordinal)));
        Assert.Equal(["31>32"], edges.Where(edge => edge.StartsWith("31>", StringComparison.Ordinal)));
        Assert.Equal(["0>1", "0>2", "0>59"], edges.Where(edge => edge.StartsWith("0>", StringComparison.Ordinal)));
        Assert.Contains("cost of end", diagram.ToMermaid(), StringComparison.Ordinal);
        Assert.DoesNotContain("cost of aside", diagram.ToMermaid(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_crosses_a_box_and_lines_beside_each_other_have_lanes_of_their_own()
    {
        foreach (var diagram in new[] { NetworkDiagram.Of(Inception.Create(1)), NetworkDiagram.Of(UNet.Create(1)), NetworkDiagram.Of(Writer.Create(1)), NetworkDiagram.Of(Sorter.Create(1)), NetworkDiagram.Of(Tower.Create(1)) })
        {
            var svg = XDocument.Parse(diagram.ToSvg()).Root!;
            double width = Of(svg, "width");
            var rectangles = svg.Elements().Where(element => element.Name.LocalName == "rect" && element.Attribute("rx")?.Value == "6").ToList();
            double left = rectangles.Min(box => Of(box, "x")), right = left + rectangles.Max(box => Of(box, "width"));
            var lanes = svg.Elements().Where(element => element.Name.LocalName == "path" && ((string)element.Attribute("d")!).Contains('Q', StringComparison.Ordinal)).SelectMany(path => Lane().Matches((string)path.Attribute("d")!))
                .Select(match => (X: Parsed(match.Groups[1].Value), Top: Parsed(match.Groups[2].Value), Bottom: Parsed(match.Groups[3].Value)))
                .ToList();

            Assert.NotEmpty(lanes);
            Assert.All(lanes, lane => Assert.True(lane.X > 0 && lane.X < width && (lane.X < left || lane.X > right), $"a line at {lane.X}, the boxes are from {left} to {right}"));
            Assert.Equal(lanes.Count, lanes.Select((lane, i) => lanes.Take(i).Any(other => other.X == lane.X && other.Top <= lane.Bottom && lane.Top <= other.Bottom) ? -1 : i).Count(i => i >= 0));
        }

        // On the same side, what is inside of another is further inside.
        Assert.Equal([true, true], Nested(NetworkDiagram.Of(UNet.Create(1))));
    }

    [Fact]
    public void A_text_that_is_wider_than_a_phone_takes_several_lines()
    {
        var table = NetworkLayers.Read(
            """
            Long: 64 → 64, float, mean squared error
            layer  operation                                   W                              b   output  parameters
                1  attention  64 × 64, 64 × 64, 64 × 64, 64 × 64  64 × 1, 64 × 1, 64 × 1, 64 × 1  64 × m      16,640
            """);

        var (drawn, width, _) = DiagramDrawing.Draw(NetworkGraph.Of(table, [], [], inputSize: 64, labelSize: 64));

        Assert.InRange(width, 200, 340);
        Assert.Equal(
            ["input", "X 64 × m", "1 · attention", "W 64 × 64, 64 × 64, 64 × 64, 64 × 64", "b 64 × 1, 64 × 1, 64 × 1, 64 × 1", "output 64 × m · 16,640 parameters", "cost", "mean squared error with Y 64 × m"],
            drawn.Elements().Where(element => element.Name.LocalName == "text").Select(text => text.Value));
    }

    [Fact]
    public void A_summary_that_is_no_table_leaves_the_parameters_to_tell()
    {
        var layout = Shapes.Create(1).Parameters.Layout;

        var layers = NetworkLayers.Of(NetworkLayers.Read("a network by hand"), layout);

        Assert.Equal(["1 · ReLU", "2 · Softmax"], layers.Select(layer => layer.Title));
        Assert.Equal(["W1 5 × 16", "b1 5 × 1"], layers[0].Details);
    }

    [Fact]
    public void A_diagram_is_saved_by_its_ending()
    {
        var folder = Directory.CreateTempSubdirectory("dnngen-");
        try
        {
            var diagram = NetworkDiagram.Of(Disc.Create(1));
            diagram.Save(Path.Combine(folder.FullName, "network.svg"));
            diagram.Save(Path.Combine(folder.FullName, "network.mmd"));

            Assert.Equal(diagram.ToMermaid(), File.ReadAllText(Path.Combine(folder.FullName, "network.mmd")));
            Assert.Contains(".svg or, for Mermaid, .mmd", Assert.Throws<ArgumentException>(() => diagram.Save("network.png")).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The arrows of the Mermaid text, as from>to.</summary>
    private static string[] Edges(NetworkDiagram diagram) =>
        [.. diagram.ToMermaid().Split('\n').Select(line => Edge().Match(line)).Where(match => match.Success).Select(match => $"{match.Groups[1].Value}>{match.Groups[2].Value}")];

    /// <summary>Whether the lines at the left that are longer stand further outside.</summary>
    private static IEnumerable<bool> Nested(NetworkDiagram diagram)
    {
        var lanes = XDocument.Parse(diagram.ToSvg()).Root!.Elements().Where(element => element.Name.LocalName == "path" && ((string)element.Attribute("d")!).Contains('Q', StringComparison.Ordinal))
            .Select(path => Lane().Match((string)path.Attribute("d")!))
            .Select(match => (X: Parsed(match.Groups[1].Value), Length: Parsed(match.Groups[3].Value) - Parsed(match.Groups[2].Value)))
            .OrderBy(lane => lane.Length).ToList();
        return lanes.Zip(lanes.Skip(1), (shorter, longer) => longer.X < shorter.X);
    }

    private static double Of(XElement element, string attribute) => Parsed((string)element.Attribute(attribute)!);

    private static double Parsed(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^    n(\d+) --> n(\d+)$")]
    private static partial Regex Edge();

    [GeneratedRegex(@"M([\d.]+) ([\d.]+)V([\d.]+)")]
    private static partial Regex Lane();
}
