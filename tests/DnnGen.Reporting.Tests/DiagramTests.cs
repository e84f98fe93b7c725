using System.Xml.Linq;

namespace DnnGen.Reporting.Tests;

public class DiagramTests
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
}
