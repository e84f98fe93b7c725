using System.Globalization;
using System.Xml.Linq;

using SkiaSharp;

namespace DnnGen.Reporting.Tests;

public class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. All().Select(figure => figure.Name)];

    [Fact]
    public void There_is_a_figure_for_everything_that_is_known()
    {
        Assert.Equal(
            ["cost", "accuracy", "learning-rate", "learning-rate-finder", "confusion", "roc", "decision-regions", "weights", "gradients", "filters", "right", "wrong"],
            All().Select(figure => figure.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_is_a_picture_in_both_formats(string name)
    {
        var figure = All().Single(one => one.Name == name);

        using var bitmap = SKBitmap.Decode(figure.ToPng(scale: 1));
        Assert.InRange(bitmap.Width, 200, 1500);
        Assert.InRange(bitmap.Height, 150, 1500);
        Assert.Equal(SKColors.White, bitmap.GetPixel(2, 2));
        Assert.True(Colours(bitmap) > 20, "there is hardly anything in the picture");

        var svg = XDocument.Parse(figure.ToSvg()).Root!;
        Assert.Equal(Svg + "svg", svg.Name);
        Assert.Equal(figure.Title, svg.Element(Svg + "title")!.Value);
        Assert.Equal(figure.Description, svg.Element(Svg + "desc")!.Value);
        Assert.All(svg.Descendants().Attributes().Where(one => one.Name.LocalName == "href"), link => Assert.Matches("^(#|data:image/png;base64,)", link.Value));
        Assert.DoesNotContain("NaN", figure.ToSvg(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_text_of_a_figure_is_text_in_one_piece(string name)
    {
        var svg = XDocument.Parse(All().Single(one => one.Name == name).ToSvg());

        var texts = svg.Descendants(Svg + "text").ToList();
        Assert.True(texts.Count > 3);
        Assert.All(texts, text => Assert.DoesNotContain(',', text.Attribute("x")?.Value ?? ""));
    }

    [Fact]
    public void Text_is_drawn_with_the_font_that_comes_along()
    {
        Assert.Equal("DejaVu Sans", EmbeddedFont.Typeface.FamilyName);
        Assert.True(EmbeddedFont.Typeface.ContainsGlyphs("Cost J at β₁ ≤ ½ · 10⁻⁵, x₁ → ±3 %, ✓ ✗ Größe Длина …"));

        using var surface = SKSurface.Create(new SKImageInfo(200, 40));
        surface.Canvas.Clear(SKColors.White);
        Panel.Text(surface.Canvas, "epoch", 100, 25, 16);
        using var image = surface.Snapshot();
        using var drawn = SKBitmap.FromImage(image);
        int dark = Enumerable.Range(0, 200).Sum(x => Enumerable.Range(0, 40).Count(y => drawn.GetPixel(x, y).Red < 128));
        Assert.InRange(dark, 80, 600);
    }

    [Fact]
    public void A_picture_is_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        string here = All()[0].ToSvg();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("fi-FI");
            Assert.Equal(here, All()[0].ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_cost_that_spans_decades_has_a_logarithmic_axis()
    {
        var svg = Plots.Cost(History([10, 1, 0.1, 0.01])).ToSvg();

        Assert.Contains(">0.1<", svg, StringComparison.Ordinal);
        Assert.Contains(">10<", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(0)]
    public void A_single_epoch_or_a_cost_that_is_no_number_still_has_a_figure(double cost)
    {
        Assert.NotEmpty(Plots.Cost(History([cost])).ToPng());
        Assert.NotEmpty(Plots.Cost(History([])).ToSvg());
    }

    [Fact]
    public void A_curve_of_many_epochs_keeps_its_spikes_and_stays_small()
    {
        double[] costs = [.. Enumerable.Range(0, 200_000).Select(epoch => epoch == 123_456 ? 0.9 : 0.1)];

        string spiked = Plots.Cost(History(costs)).ToSvg();

        costs[123_456] = 0.1;
        Assert.NotEqual(Plots.Cost(History(costs)).ToSvg(), spiked);
        Assert.InRange(spiked.Length, 1, 60_000);
    }

    [Fact]
    public void Hundred_classes_have_a_confusion_matrix_and_the_curves_of_the_worst()
    {
        var (x, y) = Examples.OfClasses(16, 3);
        var matrix = Shapes.Create(1).Evaluate(x, y).ConfusionMatrix!;
        string[] names = ["<one>", "a class of a very long name that no column has room for", "日本"];

        var figure = Plots.Confusion(matrix, names);

        Assert.StartsWith("Confusion matrix of 3 classes, a row for each label and a column for each decision: ", figure.Description, StringComparison.Ordinal);
        Assert.Contains("&lt;one&gt;", figure.ToSvg(), StringComparison.Ordinal);
        Assert.Equal("Plots.Confusion: there are 2 names for 3 classes; give a name for each class, in the order of the outputs (for one sigmoid the names of 0 and of 1).", Assert.Throws<ArgumentException>(() => Plots.Confusion(matrix, ["a", "b"])).Message);
    }

    [Fact]
    public void The_regions_of_three_classes_and_of_a_number_are_drawn_too()
    {
        var (x, y) = Examples.OfClasses(2, 3);

        Assert.NotEmpty(Plots.DecisionRegions(Sectors.Create(1), x, y, ["a", "b", "c"]).ToPng());
        var wrong = Assert.Throws<ArgumentException>(() => Plots.DecisionRegions(Shapes.Create(1), Matrix<float>.Zeros(16, 1), Matrix<float>.Zeros(3, 1)));
        Assert.Equal("Plots.DecisionRegions: Shapes takes 16 features; a plane has 2.", wrong.Message);
    }

    [Fact]
    public void Pictures_that_do_not_fit_the_examples_are_refused()
    {
        var (x, y) = Examples.OfClasses(16, 3);
        var network = Shapes.Create(1);

        Assert.Equal(
            "Plots.Predictions: pictures of 5 × 4 × 1 have 20 numbers and the examples have 16; both must be the same.",
            Assert.Throws<ArgumentException>(() => Plots.Predictions(network, x, y, new ImageLayout(5, 4), right: true)).Message);
        Assert.Equal(
            "Plots.Filters: a picture cannot be 2 × 4 × 2; height and width must be 1 or more, and channels 1 (grey) or 3 (red, green, blue).",
            Assert.Throws<ArgumentException>(() => Plots.Filters(network, new ImageLayout(2, 4, 2))).Message);
    }

    [Fact]
    public void A_pixel_has_the_colour_of_its_numbers_in_either_order()
    {
        // One pixel of pure red, one of pure blue.
        var together = Matrix<float>.FromExamples([1, 0, 0, 0, 0, 1], 6, 1);
        var apart = Matrix<float>.FromExamples([1, 0, 0, 0, 0, 1], 6, 1);

        Assert.Equal([SKColors.Red, SKColors.Blue], Pixels(new ImageLayout(1, 2, 3).Picture(together)));
        Assert.Equal([SKColors.Red, SKColors.Blue], Pixels(new ImageLayout(1, 2, 3, ChannelsFirst: true).Picture(apart)));
        Assert.Equal([SKColors.Black, SKColors.White], Pixels(new ImageLayout(1, 2) { Black = -1, White = 1 }.Picture(Matrix<float>.FromExamples([-3, 1], 2, 1))));

        static SKColor[] Pixels(Pixels picture)
        {
            using var bitmap = SKBitmap.Decode(picture.ToPng());
            return [bitmap.GetPixel(0, 0), bitmap.GetPixel(1, 0)];
        }
    }

    [Fact]
    public void The_wrong_examples_begin_with_the_surest_and_say_what_was_right()
    {
        var (x, y) = Examples.OfClasses(16, 3);
        var network = Shapes.Create(1);
        var evaluation = network.Evaluate(x, y);

        var wrong = Plots.Predictions(network, x, y, new ImageLayout(4, 4), right: false, ["a", "b", "c"], most: 5)!;
        var right = Plots.Predictions(network, x, y, new ImageLayout(4, 4), right: true, ["a", "b", "c"], most: 100)!;

        int count = (int)Math.Round(evaluation.Accuracy!.Value * 60);
        Assert.Equal(count, right.Panels.Count);
        Assert.Equal(5, wrong.Panels.Count);
        Assert.Equal($"5 of {60 - count} examples decided wrongly, the surest first, of 60.", wrong.Description);
        var panels = wrong.Panels.Cast<PicturePanel>().ToList();
        Assert.All(panels, panel => Assert.Matches("^✗ [abc], [0-9]+ %$", panel.Caption));
        Assert.All(panels, panel => Assert.NotEqual(panel.Caption[2], panel.Second![^1]));
        int[] sureness = [.. panels.Select(panel => int.Parse(panel.Caption[5..^2], CultureInfo.InvariantCulture))];
        Assert.Equal(sureness.OrderDescending(), sureness);
    }

    [Fact]
    public void A_network_without_classes_has_no_predictions_and_no_curve()
    {
        var (x, y) = Examples.OfClasses(3, 1);

        Assert.Null(Plots.Predictions(Price.Create(1), x, y, new ImageLayout(1, 3), right: true));
        Assert.Empty(RocCurve.Of(Price.Create(1), x, y));
        Assert.Null(Plots.Roc([]));
    }

    [Fact]
    public void Of_several_outputs_the_one_that_is_named_is_shown()
    {
        var (x, y) = Examples.OfSorter();
        var network = Sorter.Create(1);

        Assert.Equal(3, RocCurve.Of(network, x, y, output: "kind").Count);
        Assert.Single(RocCurve.Of(network, x, y, output: "isRound"));
        var right = Plots.Predictions(network, x, y, new ImageLayout(4, 4), right: true, output: "isRound", most: 1)!;
        Assert.Equal(("right-isRound", "Decided rightly: isRound"), (right.Name, right.Title));
        Assert.EndsWith("of 60, by the output “isRound”.", right.Description, StringComparison.Ordinal);
        Assert.Null(Plots.Predictions(network, x, y, new ImageLayout(4, 4), right: true, output: "Flags"));

        var chained = Chained.Create(1);
        var (plane, labels) = (Matrix<float>.FromExamples([0, 0, 1, 1], 2, 2), Matrix<float>.Zeros(6, 2));
        var regions = Plots.DecisionRegions(chained, plane, labels, output: "mark");
        Assert.Equal("decision-regions-mark", regions.Name);
        Assert.Contains("the output “mark” decides for", regions.Description, StringComparison.Ordinal);
        Assert.Contains("first number of the output “copy”", Plots.DecisionRegions(chained, plane, labels, output: "copy").Description, StringComparison.Ordinal);

        // The pictures of a network with several inputs are those of the first.
        var (rx, ry) = Examples.OfRobot(12);
        Assert.NotNull(Plots.Predictions(Robot.Create(1), rx, ry, new ImageLayout(6, 6), right: false, output: "digit"));
        Assert.NotNull(Plots.Filters(Robot.Create(1), new ImageLayout(6, 6)));
    }

    [Fact]
    public void Which_output_is_meant_is_asked_in_one_sentence()
    {
        var (x, y) = Examples.OfSorter();
        var (dx, dy) = Examples.OfDisc();
        var network = Sorter.Create(1);

        Assert.Equal(
            "Plots.Predictions: Sorter has 3 outputs, and this looks at one; say which with output:, one of \"Flags\", \"kind\", \"isRound\".",
            Assert.Throws<ArgumentException>(() => Plots.Predictions(network, x, y, new ImageLayout(4, 4), right: true)).Message);
        Assert.Equal(
            "RocCurve.Of: Sorter has no output \"flags\"; its outputs are \"Flags\", \"kind\", \"isRound\".",
            Assert.Throws<ArgumentException>(() => RocCurve.Of(network, x, y, output: "flags")).Message);
        Assert.Equal(
            "Plots.DecisionRegions: Disc has one output and no other to choose from; leave output: \"kind\" out.",
            Assert.Throws<ArgumentException>(() => Plots.DecisionRegions(Disc.Create(1), dx, dy, output: "kind")).Message);
    }

    [Fact]
    public void A_figure_is_saved_by_its_ending()
    {
        var folder = Directory.CreateTempSubdirectory("dnngen-");
        try
        {
            var figure = Plots.Cost(History([1, 0.5]));
            figure.Save(Path.Combine(folder.FullName, "cost.png"));
            figure.Save(Path.Combine(folder.FullName, "cost.SVG"));

            Assert.Equal(["cost.SVG", "cost.png"], folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
            Assert.Contains("give the file one of these endings", Assert.Throws<ArgumentException>(() => figure.Save("cost.gif")).Message, StringComparison.Ordinal);
            string missing = Path.Combine(folder.FullName, "missing", "cost.png");
            Assert.StartsWith($"{missing} could not be written (", Assert.Throws<IOException>(() => figure.Save(missing)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static TrainingHistory History(double[] costs) => new(costs, costs.Length, false, TimeSpan.FromSeconds(1), null);

    private static List<Figure> All()
    {
        var (network, x, y, history, _, record) = Examples.TrainedDisc();
        record.Complete(history);
        var (px, py) = Examples.OfClasses(16, 3);
        var shapes = Shapes.Create(1);
        var layout = new ImageLayout(4, 4);
        Figure?[] all =
        [
            Plots.Cost(history, record),
            Plots.Accuracy(history, record),
            Plots.LearningRate(record, history.Costs.Count),
            Plots.LearningRateFinder(Disc.Create(1).FindLearningRate(x, y, batchSize: 16)),
            Plots.Confusion(network.Evaluate(x, y).ConfusionMatrix!),
            Plots.Roc(RocCurve.Of(network, x, y)),
            Plots.DecisionRegions(network, x, y),
            Plots.Weights(network),
            Plots.Gradients(network, x, y),
            Plots.Filters(shapes, layout),
            Plots.Predictions(shapes, px, py, layout, right: true),
            Plots.Predictions(shapes, px, py, layout, right: false),
        ];
        return [.. all.Select(figure => Assert.IsType<Figure>(figure))];
    }

    private static int Colours(SKBitmap bitmap) => bitmap.Pixels.Distinct().Count();
}
