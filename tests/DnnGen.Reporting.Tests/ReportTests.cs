using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace DnnGen.Reporting.Tests;

public sealed partial class ReportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script> \"quoted\" 'single' & <b>\0\u0001\uD800</b> --> ]]> {{x}} javascript:alert(1)";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dnngen-");

    public static TheoryData<string> Kinds => ["disc", "pictures", "number", "tags", "robot", "sorter", "bare", "hostile"];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_page_is_well_formed_and_asks_nobody_for_anything(string kind)
    {
        string html = Report(kind).ToHtml();
        var page = Parsed(html);

        foreach (var attribute in page.Descendants().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            string value = attribute.Value.Trim();
            switch (attribute.Name.LocalName)
            {
                case "src" or "href" or "xlink:href":
                    Assert.Matches("^(#|data:image/png;base64,)", value);
                    break;
                case "srcset" or "poster" or "action" or "background" or "data" or "cite" or "ping":
                    Assert.Fail($"{attribute.Name} is there");
                    break;
                default:
                    Assert.DoesNotContain("url(", value.Replace("url(#", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
                    Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase), $"{attribute.Name} is there");
                    break;
            }
        }

        string style = Assert.Single(Elements(page, "style")).Value;
        Assert.DoesNotContain("url(", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
        Assert.All(["script", "link", "iframe", "object", "embed", "base", "form", "audio", "video"], name => Assert.Empty(Elements(page, name)));
        Assert.Contains("default-src 'none'", Elements(page, "meta").Select(meta => meta.Attribute("content")?.Value ?? "").Single(content => content.StartsWith("default-src", StringComparison.Ordinal)), StringComparison.Ordinal);

        // The only addresses are the names of namespaces.
        Assert.All(Address().Matches(Data().Replace(html, "")).Select(match => match.Value), address => Assert.StartsWith("http://www.w3.org/", address, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_page_can_be_used_without_eyes_and_on_a_phone(string kind)
    {
        var page = Parsed(Report(kind).ToHtml());

        Assert.Equal("en", page.Root!.Attribute("lang")!.Value);
        Assert.Single(Elements(page, "h1"));
        Assert.Contains(Elements(page, "meta"), meta => meta.Attribute("name")?.Value == "viewport");
        Assert.All(Elements(page, "img"), image => Assert.NotEmpty(image.Attribute("alt")!.Value));
        Assert.All(Elements(page, "svg"), drawing => Assert.True(drawing.Attribute("role")!.Value == "img" && drawing.Attribute("aria-label")!.Value.Length > 0));
        Assert.All(Elements(page, "table"), table => Assert.NotNull(table.Elements().SingleOrDefault(element => element.Name.LocalName == "caption")));
        Assert.All(Elements(page, "th"), head => Assert.Contains(head.Attribute("scope")!.Value, new[] { "col", "row" }));
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(
            page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName == "href" && attribute.Value.StartsWith('#')),
            link => Assert.Contains(link.Value[1..], ids));
        string style = Assert.Single(Elements(page, "style")).Value;
        Assert.Contains("prefers-color-scheme: dark", style, StringComparison.Ordinal);

        // Headings follow each other without a gap.
        int before = 1;
        foreach (int level in page.Descendants().Select(element => element.Name.LocalName).Where(name => name is ['h', >= '1' and <= '6']).Select(name => name[1] - '0'))
        {
            Assert.True(level <= before + 1, $"h{level} follows h{before}");
            before = level;
        }
    }

    [Fact]
    public void Texts_of_the_user_are_texts_whatever_is_in_them()
    {
        var page = Parsed(Report("hostile").ToHtml());

        string expected = Hostile.Replace('\0', '\uFFFD').Replace('\u0001', '\uFFFD').Replace('\uD800', '\uFFFD');
        Assert.Equal(expected, Elements(page, "h1").Single().Value);
        Assert.Equal(expected, Elements(page, "title").First().Value);
        Assert.Contains(Elements(page, "p"), paragraph => paragraph.Value == expected);
        Assert.Contains(Elements(page, "th"), head => head.Value == expected);
        Assert.Empty(Elements(page, "b"));
        Assert.Contains(Elements(page, "p"), paragraph => paragraph.Value == "Warning: " + expected);
    }

    [Fact]
    public void The_page_tells_what_the_training_was()
    {
        var report = Report("disc");
        string text = Parsed(report.ToHtml()).Root!.Value;

        foreach (string part in new[] { "Disc: 2 → 6 → 1, double, binary cross-entropy", "Adam(learningRate: 0.05", "Cosine(minimum: 0.0001), by epoch", "16 examples, in a new random order in every epoch", "set of the share 0.2 by seed 1", "outside", "area under the ROC curve", "flowchart TD", "2026-01-02 03:04 UTC" })
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["cost", "accuracy", "learning-rate", "learning-rate-finder", "confusion", "roc", "decision-regions", "weights", "gradients"],
            report.Figures.Select(figure => figure.Name));
    }

    [Fact]
    public void Every_output_has_its_metrics_its_labels_and_what_shows_its_decisions()
    {
        var report = Report("robot");
        var page = Parsed(report.ToHtml());
        var (network, x, y, _, _) = Examples.TrainedRobot();
        var test = Trainer.Evaluate(network, x.SliceColumns(0, 30), y.SliceColumns(0, 30));

        Assert.Equal(
            ["cost", "accuracy", "confusion-digit", "roc-digit", "right-digit", "weights", "gradients", "filters"],
            report.Figures.Select(figure => figure.Name).Where(name => name != "wrong-digit"));
        string[] captions = [.. Elements(page, "caption").Select(caption => caption.Value)];
        Assert.Equal(
            ["Examples of each set", "Labels of the output “digit”", "Labels of the output “angle”", "Layers", "All outputs, by their weights", "Metrics of the output “digit”", "Metrics of the output “angle”"],
            captions);
        Assert.Contains("Confusion matrix: digit", Elements(page, "h3").Select(heading => heading.Value));
        Assert.Equal(["below", "middle", "above"], new[] { "below", "middle", "above" }.Where(name => Row(page, "Labels of the output “digit”", name).Length == 2));
        Assert.Equal(Percent(test.Outputs["digit"].Accuracy), Row(page, "Metrics of the output “digit”", "accuracy")[1]);
        Assert.Equal(Rounded(test.Outputs["angle"].R2), Row(page, "Metrics of the output “angle”", "R²")[1]);
        Assert.Equal(Rounded(test.Cost), Row(page, "All outputs, by their weights", "cost")[1]);
        Assert.Contains(Elements(page, "dt"), fact => fact.Value == "accuracy of digit, test");
        Assert.Contains(Elements(page, "dt"), fact => fact.Value == "root mean squared error of angle, test");
        Assert.Contains(report.Figures, figure => figure.Name == "accuracy" && figure.Description.Contains("training, digit ends at", StringComparison.Ordinal));
        Assert.All(Elements(page, "img").Where(image => image.Attribute("alt")!.Value.StartsWith('✓')), image => Assert.Equal("6", image.Attribute("width")!.Value));

        static string Percent(double? value) => value!.Value.ToString("P1", CultureInfo.InvariantCulture);

        static string Rounded(double? value) => value!.Value.ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');
    }

    [Fact]
    public void Each_kind_of_decision_is_shown_as_it_is()
    {
        var report = Report("sorter");
        var page = Parsed(report.ToHtml());

        // Yes-or-no questions have no one class, and so no confusion matrix.
        Assert.Equal(
            ["roc-Flags", "confusion-kind", "roc-kind", "confusion-isRound", "roc-isRound", "weights", "gradients"],
            report.Figures.Select(figure => figure.Name));
        Assert.Equal(["30 (50 %)"], Row(page, "Labels of the output “isRound”", "yes"));
        Assert.Equal(["20 (33.3 %)"], Row(page, "Labels of the output “kind”", "2"));
    }

    [Fact]
    public void Names_and_pictures_of_several_outputs_and_inputs_are_given_for_each()
    {
        var (x, y) = Examples.OfRobot(12);
        var settings = new ReportSettings<float> { Training = new("training", x, y) };

        foreach (var (wrong, sentence) in new (ReportSettings<float>, string)[]
        {
            (settings with { Classes = ["a", "b", "c"] }, "TrainingReport: Classes names the classes of one output, and Robot has 2; give OutputClasses, with the names for each output under its name, \"digit\"."),
            (settings with { OutputClasses = new() { ["digits"] = ["a"] } }, "TrainingReport: OutputClasses has names for \"digits\", which is no output of Robot; its outputs are \"digit\", \"angle\"."),
            (settings with { OutputClasses = new() { ["angle"] = ["a"] } }, "TrainingReport: OutputClasses has names for \"angle\", which decides for no class; leave them out."),
            (settings with { OutputClasses = new() { ["digit"] = ["a"] } }, "TrainingReport, output \"digit\": there are 1 names for 3 classes; give a name for each class, in the order of the outputs (for one sigmoid the names of 0 and of 1)."),
            (settings with { Images = new ImageLayout(2, 2) }, "TrainingReport: pictures of 2 × 2 × 1 have 4 numbers and the examples have 36; both must be the same."),
        })
        {
            Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => TrainingReport.Create(Robot.Create(1), wrong)).Message);
        }

        Assert.Equal(
            "TrainingReport: OutputClasses has names for \"digit\", and Shapes has one output; give Classes instead.",
            Assert.Throws<ArgumentException>(() => TrainingReport.Create(Shapes.Create(1), new ReportSettings<float> { OutputClasses = new() { ["digit"] = ["a"] } })).Message);
    }

    [Fact]
    public void A_network_has_its_parameters_after_its_report()
    {
        var (x, y) = Examples.OfDisc();
        var network = Disc.Create(1);
        double[] before = [.. network.Parameters.AsSpan()];

        TrainingReport.Create(network, new ReportSettings<double> { Training = new("training", x, y) });

        Assert.Equal(before, network.Parameters.AsSpan().ToArray());
    }

    [Fact]
    public void Pictures_are_embedded_as_they_are()
    {
        var page = Parsed(Report("pictures").ToHtml());

        var images = Elements(page, "img").ToList();
        Assert.InRange(images.Count, 10, 60);
        Assert.All(images, image =>
        {
            using var bitmap = SkiaSharp.SKBitmap.Decode(Convert.FromBase64String(image.Attribute("src")!.Value["data:image/png;base64,".Length..]));
            Assert.Equal((4, 4), (bitmap.Width, bitmap.Height));
        });
    }

    [Fact]
    public void A_folder_gets_the_page_and_its_pictures_and_nothing_half()
    {
        string path = Path.Combine(folder.FullName, "a", "report");
        var report = Report("disc");

        report.Write(path);
        report.Write(path);

        string[] expected = [.. report.Figures.SelectMany(figure => new[] { figure.Name + ".png", figure.Name + ".svg" }), "network.mmd", "network.svg", "report.html"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.GetFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal(report.ToHtml(), File.ReadAllText(Path.Combine(path, "report.html")));
    }

    [Fact]
    public void A_place_that_takes_no_report_is_one_sentence()
    {
        string file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "");

        Assert.Equal($"{file} is a file; give the path of a folder for the report.", Assert.Throws<IOException>(() => Report("bare").Write(file)).Message);
        string within = Path.Combine(file, "report");
        string sentence = Assert.Throws<IOException>(() => TrainingReport.RequireFolder(within)).Message;
        Assert.StartsWith($"{within} cannot take a report (", sentence, StringComparison.Ordinal);
        Assert.EndsWith("); choose a folder that may be written to.", sentence, StringComparison.Ordinal);
        Assert.Empty(File.ReadAllText(file));
    }

    [Fact]
    public void What_does_not_fit_the_network_is_one_sentence()
    {
        var (x, y) = Examples.OfClasses(16, 3);
        var set = new ExampleSet<float>("training", x, y);

        Assert.Equal(
            "TrainingReport: pictures of 3 × 3 × 1 have 9 numbers and the examples have 16; both must be the same.",
            Assert.Throws<ArgumentException>(() => TrainingReport.Create(Shapes.Create(1), new ReportSettings<float> { Training = set, Images = new ImageLayout(3, 3) })).Message);
        Assert.StartsWith(
            "TrainingReport: there are 2 names for 3 classes;",
            Assert.Throws<ArgumentException>(() => TrainingReport.Create(Shapes.Create(1), new ReportSettings<float> { Training = set, Classes = ["a", "b"] })).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => TrainingReport.Create(Disc.Create(1), new ReportSettings<double> { Test = new("test", Matrix<double>.Zeros(3, 5), Matrix<double>.Zeros(1, 5)) }));
    }

    internal static TrainingReport Report(string kind)
    {
        var (px, py) = Examples.OfClasses(16, 3);
        switch (kind)
        {
            case "disc":
                var (network, x, y, history, options, record) = Examples.TrainedDisc();
                return TrainingReport.Create(network, new ReportSettings<double>
                {
                    Training = new("training", x, y),
                    Test = new("test", x.SliceColumns(0, 40), y.SliceColumns(0, 40)),
                    Classes = ["outside", "inside"],
                    Features = ["across", "up"],
                    History = history,
                    Options = options,
                    Record = record,
                    LearningRateCurve = Disc.Create(1).FindLearningRate(x, y, batchSize: 16),
                    Time = new FixedTime(),
                });
            case "pictures":
                return TrainingReport.Create(Shapes.Create(1), new ReportSettings<float> { Training = new("training", px, py), Images = new ImageLayout(4, 4), Classes = ["bar", "dot", "ring"] });
            case "number":
                var (nx, ny) = Examples.OfClasses(3, 1);
                return TrainingReport.Create(Price.Create(1), new ReportSettings<float> { Training = new("training", nx, ny), History = FigureTests.History([3, 2, 1]) });
            case "tags":
                var (tx, ty) = Examples.OfClasses(3, 2);
                return TrainingReport.Create(Tags.Create(1), new ReportSettings<float> { Test = new("test", tx, ty) });
            case "robot":
                var (robot, rx, ry, rHistory, rRecord) = Examples.TrainedRobot();
                return TrainingReport.Create(robot, new ReportSettings<float>
                {
                    Training = new("training", rx, ry),
                    Test = new("test", rx.SliceColumns(0, 30), ry.SliceColumns(0, 30)),
                    OutputClasses = new() { ["digit"] = ["above", "middle", "below"] },
                    Images = new ImageLayout(6, 6),
                    History = rHistory,
                    Record = rRecord,
                });
            case "sorter":
                var sorted = Examples.OfSorter();
                return TrainingReport.Create(Sorter.Create(1), new ReportSettings<float> { Test = new("test", sorted.X, sorted.Y), OutputClasses = new() { ["isRound"] = ["no", "yes"] } });
            case "bare":
                return TrainingReport.Create(Disc.Create(1), new ReportSettings<double>());
            default:
                return TrainingReport.Create(Shapes.Create(1), new ReportSettings<float>
                {
                    Title = Hostile,
                    Description = Hostile,
                    Training = new(Hostile, px, py),
                    Images = new ImageLayout(4, 4),
                    Classes = [Hostile, Hostile, Hostile],
                    History = FigureTests.History([1]) with { Warnings = [Hostile] },
                });
        }
    }

    /// <summary>The numbers of a row of a table.</summary>
    private static string[] Row(XDocument page, string caption, string head) =>
        [.. Elements(page, "table").Single(table => table.Elements().First().Value == caption).Descendants()
            .Single(element => element.Name.LocalName == "tr" && element.Elements().First().Value == head).Elements().Skip(1).Select(cell => cell.Value)];

    private static XDocument Parsed(string html)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", html, StringComparison.Ordinal);
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader);
    }

    private static IEnumerable<XElement> Elements(XDocument page, string name) => page.Descendants().Where(element => element.Name.LocalName == name);

    [GeneratedRegex(@"(?:https?:)?//[a-zA-Z0-9][^\s""'<>)]*")]
    private static partial Regex Address();

    [GeneratedRegex("data:image/png;base64,[A-Za-z0-9+/=]*")]
    private static partial Regex Data();

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
