using System.Globalization;
using System.Numerics;

using ScottPlot;

namespace DnnGen.Reporting;

public static partial class Plots
{
    /// <summary>The most matrices whose histograms are drawn, and the most filters.</summary>
    private const int MostPanels = 24;

    /// <summary>
    /// The plane as a network of two features sees it, with the examples: what it decides for, or where it decides nothing its first
    /// output.
    /// </summary>
    /// <typeparam name="TNetwork">The network, of two features.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="x">X, (2 × m).</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <param name="classes">The names of the classes; <see langword="null"/> numbers them.</param>
    /// <param name="features">The names of the two features; <see langword="null"/> calls them x₁ and x₂.</param>
    /// <param name="output">Which output of a network that has several, by its name: <c>"digit"</c>.</param>
    /// <returns>The figure <c>decision-regions</c>, of an output <c>decision-regions-digit</c>.</returns>
    /// <exception cref="ArgumentException">
    /// The network does not take two features, the number of names does not fit, there is no such output, or there are several and no
    /// name says which.
    /// </exception>
    public static Figure DecisionRegions<TNetwork, T>(
        INetwork<TNetwork, T> network, [Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y, IReadOnlyList<string>? classes = null, IReadOnlyList<string>? features = null, string? output = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (TNetwork.InputSize != 2)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Plots.DecisionRegions: {TNetwork.Name} takes {TNetwork.InputSize} features; a plane has 2."));
        }

        if (features is { Count: not 2 })
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Plots.DecisionRegions: there are {features.Count} names of features; a plane has 2."));
        }

        return DecisionRegions(network, JudgedOutput.Of(network, "Plots.DecisionRegions", output), x, y, classes, features);
    }

    internal static Figure DecisionRegions<TNetwork, T>(
        INetwork<TNetwork, T> network, JudgedOutput output, Matrix<T> x, Matrix<T> y, IReadOnlyList<string>? classes, IReadOnlyList<string>? features)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var decisions = Decisions.Of(network, output, x, y);
        var names = ClassNames.Of("Plots.DecisionRegions", classes, decisions.Kind == DecisionKind.None ? classes?.Count ?? 0 : decisions.Classes);
        var plot = FigureStyle.NewPlot(features?[0] ?? "x₁", features?[1] ?? "x₂");
        var (left, right) = Range(x.Row(0));
        var (bottom, top) = Range(x.Row(1));
        AddRegions(plot, network, output, new CoordinateRect(left, right, bottom, top));
        var legend = new List<LegendEntry>();
        for (int one = 0; one < (decisions.Kind is DecisionKind.Binary or DecisionKind.OneOf ? decisions.Classes : 1); one++)
        {
            int shown = one;
            Coordinates[] points = [.. Enumerable.Range(0, x.Columns)
                .Where(example => decisions.Kind is DecisionKind.None or DecisionKind.EachByItself || decisions.Actual(example) == shown)
                .Select(example => new Coordinates(double.CreateTruncating(x[0, example]), double.CreateTruncating(x[1, example])))];
            if (points.Length == 0)
            {
                continue;
            }

            var markers = plot.Add.Markers(points, FigureStyle.Marker(one), 6.5f, RegionColour(decisions, one));
            markers.MarkerStyle.LineColor = Colors.White;
            markers.MarkerStyle.LineWidth = FigureStyle.Marker(one) is MarkerShape.Cross or MarkerShape.Eks or MarkerShape.OpenCircle ? 2 : 0.8f;
            if (markers.MarkerStyle.LineWidth == 2)
            {
                markers.MarkerStyle.LineColor = RegionColour(decisions, one);
            }

            legend.Add(new(decisions.Kind is DecisionKind.Binary or DecisionKind.OneOf ? Panel.Fitted(names[one], 13, 160) : "examples", RegionColour(decisions, one), null, FigureStyle.Marker(one)));
        }

        plot.HideGrid();
        plot.Axes.SetLimits(left, right, bottom, top);
        string said = decisions.Kind is DecisionKind.Binary or DecisionKind.OneOf
            ? string.Create(CultureInfo.InvariantCulture, $"The plane in the colours of the classes that {(output.Name is null ? TNetwork.Name : $"the output “{output.Name}”")} decides for, with {x.Columns} examples in those of their labels; {decisions.Where(right: true).Count} lie in the region of their class.")
            : string.Create(CultureInfo.InvariantCulture, $"The plane, darker where the first {(output.Name is null ? $"output of {TNetwork.Name}" : $"number of the output “{output.Name}”")} is larger, with {x.Columns} examples.");
        return new Figure(Named("decision-regions", output.Name), Titled("Decision regions", output.Name), said, [new PlotPanel(plot, FigureStyle.Width, 400, legend: legend)]);
    }

    /// <summary>How the weights of each matrix are spread.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <returns>The figure <c>weights</c>, a histogram for each of up to 24 matrices of weights.</returns>
    public static Figure Weights<TNetwork, T>(INetwork<TNetwork, T> network)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return Histograms("weights", "Weights", "the weights", network.Parameters, prefix: "", colour: 0);
    }

    /// <summary>How the gradients of the weights are spread, for a pass over examples.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network; it has its parameters again afterwards.</param>
    /// <param name="x">X, (InputSize × m); the first 256 examples are taken.</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <returns>The figure <c>gradients</c>, a histogram for each of up to 24 matrices of weights.</returns>
    public static Figure Gradients<TNetwork, T>(INetwork<TNetwork, T> network, [Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        int count = Math.Min(256, x.Columns);
        var workspace = network.CreateWorkspace(Math.Max(1, count));
        (x, y) = (x.SliceColumns(0, count), y.SliceColumns(0, Math.Min(count, y.Columns)));

        // A pass of a training may note statistics among the parameters; a picture leaves no trace.
        T[] before = [.. network.Parameters.AsSpan()];
        try
        {
            network.Forward(x, workspace);
            network.Backward(x, y, workspace);
        }
        finally
        {
            before.CopyTo(network.Parameters.AsSpan());
        }

        return Histograms("gradients", "Gradients", "the gradients of the weights", workspace.ParameterGradients, prefix: "d", colour: 1);
    }

    /// <summary>
    /// What each unit of the first layer looks for: its weights as a picture, bright where a pixel speaks for it and dark where one
    /// speaks against it; 0 is the middle grey.
    /// </summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="images">How its examples are pictures, or the first of its inputs where it has several.</param>
    /// <returns>
    /// The figure <c>filters</c> with up to 24 units; <see langword="null"/> where the first weights are neither as large as the picture nor
    /// square windows of its channels.
    /// </returns>
    /// <exception cref="ArgumentException">The examples are no pictures of this layout.</exception>
    public static Figure? Filters<TNetwork, T>(INetwork<TNetwork, T> network, ImageLayout images)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        images.Check<TNetwork, T>("Plots.Filters");
        var first = network.Parameters.Layout.FirstOrDefault(parameter => parameter.Kind == ParameterKind.Weights);
        if (first is null || FilterLayout(first, images) is not { } layout)
        {
            return null;
        }

        var w = network.Parameters.View(first);
        int shown = Math.Min(MostPanels, w.Rows);
        var panels = new List<Panel>();
        for (int unit = 0; unit < shown; unit++)
        {
            int row = unit;
            double largest = Enumerable.Range(0, w.Columns).Max(column => Math.Abs(double.CreateTruncating(w[row, column])));
            var pixels = layout.Draw((place, _) => 0.5 + (largest > 0 ? double.CreateTruncating(w[row, place]) / (2 * largest) : 0));
            panels.Add(new PicturePanel(pixels, string.Create(CultureInfo.InvariantCulture, $"unit {unit + 1}"), string.Create(CultureInfo.InvariantCulture, $"±{largest:G2}"), null, 96));
        }

        string of = w.Rows > shown ? string.Create(CultureInfo.InvariantCulture, $"the first {shown} of {w.Rows} units") : string.Create(CultureInfo.InvariantCulture, $"the {w.Rows} units");
        return new Figure("filters", "Filters of the first layer", $"The weights of {of} of the first layer as pictures, each scaled to its largest weight.", panels, columns: 6);
    }

    /// <summary>Examples that a network decides rightly or wrongly, as pictures with the decision and the label.</summary>
    /// <typeparam name="TNetwork">The network, which decides among classes.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="x">X, (InputSize × m).</param>
    /// <param name="y">Y, (LabelSize × m).</param>
    /// <param name="images">How the examples are pictures, or their first input where there are several.</param>
    /// <param name="right">Whether those that are decided rightly are shown; otherwise the wrong ones, the surest first.</param>
    /// <param name="classes">The names of the classes; <see langword="null"/> numbers them.</param>
    /// <param name="most">The most pictures.</param>
    /// <param name="output">Which output of a network that has several, by its name: <c>"digit"</c>.</param>
    /// <returns>
    /// The figure <c>right</c> or <c>wrong</c>, of an output <c>right-digit</c> or <c>wrong-digit</c>; <see langword="null"/> where there is no such
    /// example, or no class is decided for.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The examples are no pictures of this layout, the number of names does not fit, there is no such output, or there are several and no
    /// name says which.
    /// </exception>
    public static Figure? Predictions<TNetwork, T>(
        INetwork<TNetwork, T> network, [Shape("_", "m")] Matrix<T> x, [Shape("_", "m")] Matrix<T> y, ImageLayout images, bool right, IReadOnlyList<string>? classes = null, int most = 24, string? output = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        images.Check<TNetwork, T>("Plots.Predictions");
        var judged = JudgedOutput.Of(network, "Plots.Predictions", output);
        return Predictions(judged, Decisions.Of(network, judged, x, y), x, images, right, classes, most);
    }

    internal static Figure? Predictions<T>(JudgedOutput output, Decisions decisions, Matrix<T> x, ImageLayout images, bool right, IReadOnlyList<string>? classes, int most)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // The steps of a sequence are no pictures each.
        if (!output.IsClassifier || output.Steps != 1)
        {
            return null;
        }

        var names = ClassNames.Of("Plots.Predictions", classes, decisions.Classes);
        var examples = decisions.Where(right);
        if (examples.Count == 0)
        {
            return null;
        }

        var colour = FigureStyle.Colour(right ? 2 : 1);
        Panel[] panels = [.. examples.Take(most).Select(example => new PicturePanel(
            images.Picture(x.Column(example)),
            string.Create(CultureInfo.InvariantCulture, $"{(right ? "✓" : "✗")} {Panel.Fitted(names[decisions.Predicted(example)], 12, 72)}, {100 * decisions.Confidence(example):0} %"),
            right ? null : $"is {Panel.Fitted(names[decisions.Actual(example)], 12, 105)}",
            colour,
            124))];
        string shown = panels.Length < examples.Count ? string.Create(CultureInfo.InvariantCulture, $"{panels.Length} of {examples.Count} examples") : string.Create(CultureInfo.InvariantCulture, $"{examples.Count} example{(examples.Count == 1 ? "" : "s")}");
        return new Figure(
            Named(right ? "right" : "wrong", output.Name),
            Titled(right ? "Decided rightly" : "Decided wrongly", output.Name),
            $"{shown} decided {(right ? "rightly" : "wrongly, the surest first")}, of {decisions.Examples.ToString(CultureInfo.InvariantCulture)}{(output.Name is null ? "" : $", by the output “{output.Name}”")}.",
            panels,
            columns: 5);
    }

    /// <summary>The pictures of the first weights: as large as the examples for a dense layer, or the windows of a convolution.</summary>
    private static ImageLayout? FilterLayout(ParameterInfo first, ImageLayout images)
    {
        if (first.Columns == images.Features)
        {
            return images;
        }

        int side = first.Columns % images.Channels == 0 ? (int)Math.Round(Math.Sqrt(first.Columns / images.Channels)) : 0;
        return side > 1 && side * side * images.Channels == first.Columns ? new ImageLayout(side, side, images.Channels, ChannelsFirst: true) : null;
    }

    private static Figure Histograms<T>(string name, string title, string what, ParameterSet<T> parameters, string prefix, int colour)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var weights = parameters.Layout.Where(parameter => parameter.Kind == ParameterKind.Weights).ToList();
        Panel[] panels = [.. weights.Take(MostPanels).Select(parameter => Histogram(
            string.Create(CultureInfo.InvariantCulture, $"{prefix}{parameter.Name} ({parameter.Rows} × {parameter.Columns})"),
            [.. parameters.View(parameter).ToArray().Cast<T>().Select(double.CreateTruncating).Where(double.IsFinite)],
            colour))];
        string of = weights.Count > panels.Length ? string.Create(CultureInfo.InvariantCulture, $"the first {panels.Length} of {weights.Count} matrices") : string.Create(CultureInfo.InvariantCulture, $"{panels.Length} {(panels.Length == 1 ? "matrix" : "matrices")}");
        return new Figure(name, title, $"Histograms of {what}, of {of}.", panels, columns: 2);
    }

    private static PlotPanel Histogram(string title, double[] values, int colour)
    {
        const int bins = 40;
        var plot = FigureStyle.NewPlot("", "");
        double lowest = values.DefaultIfEmpty(0).Min(), highest = values.DefaultIfEmpty(0).Max();
        if (highest <= lowest)
        {
            // All are the same number: one bar around it.
            double half = Math.Max(Math.Abs(lowest) * 0.1, 1e-12);
            (lowest, highest) = (lowest - half, highest + half);
        }

        int count = Math.Clamp((int)Math.Ceiling(Math.Sqrt(values.Length)), 5, bins);
        double width = (highest - lowest) / count;
        double[] counts = new double[count];
        foreach (double value in values)
        {
            counts[Math.Clamp((int)((value - lowest) / width), 0, count - 1)]++;
        }

        Bar[] bars = [.. counts.Select((height, bin) => new Bar
        {
            Position = lowest + ((bin + 0.5) * width),
            Size = width,
            Value = height,
            FillColor = FigureStyle.Colour(colour),
            LineWidth = 0,
        })];
        plot.Add.Bars(bars);
        plot.Axes.SetLimits(lowest, highest, 0, Math.Max(1, counts.Max()) * 1.05);
        plot.Axes.Left.TickGenerator = FigureStyle.Ticks(value => value == Math.Round(value) ? FigureStyle.Tick(value) : "");
        return new PlotPanel(plot, 300, 210, title);
    }

    private static void AddRegions<TNetwork, T>(Plot plot, INetwork<TNetwork, T> network, JudgedOutput output, CoordinateRect place)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int side = 240;
        var places = Matrix<T>.Zeros(2, side * side);
        for (int i = 0; i < places.Columns; i++)
        {
            places[0, i] = T.CreateTruncating(place.Left + (place.Width * ((i % side) + 0.5) / side));
            places[1, i] = T.CreateTruncating(place.Top - (place.Height * ((i / side) + 0.5) / side));
        }

        var said = Decisions.Of(network, output, places, Matrix<T>.Zeros(TNetwork.LabelSize, places.Columns));
        double[] first = [.. Enumerable.Range(0, places.Columns).Select(i => said.Score(0, i))];
        double lowest = first.Min(), spread = Math.Max(first.Max() - lowest, 1e-12);
        var pixels = new Pixels(side, side);
        for (int i = 0; i < places.Columns; i++)
        {
            // Paler where the network is less sure.
            var colour = output.IsClassifier
                ? Blend(Colors.White, RegionColour(said, said.Predicted(i)), 0.14 + (0.30 * Sureness(said, i)))
                : Blend(Color.FromHex("#F3F7FB"), Color.FromHex("#4A86BE"), (first[i] - lowest) / spread);
            pixels.Set(i % side, i / side, colour.R, colour.G, colour.B);
        }

        plot.Add.ImageRect(new Image(pixels.ToPng()), place);
    }

    /// <summary>The colour of a class: of two classes, the second is the blue one.</summary>
    private static Color RegionColour(Decisions decisions, int one) => FigureStyle.Colour(decisions.Classes == 2 ? 1 - one : one);

    /// <summary>From 0 where the classes are level to 1 where the network is certain.</summary>
    private static double Sureness(Decisions decisions, int example)
    {
        double level = 1.0 / decisions.Classes;
        return Math.Clamp((decisions.Confidence(example) - level) / (1 - level), 0, 1);
    }

    private static (double Low, double High) Range<T>(Matrix<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] numbers = [.. Enumerable.Range(0, row.Columns).Select(j => double.CreateTruncating(row[0, j])).Where(double.IsFinite)];
        double low = numbers.DefaultIfEmpty(0).Min(), high = numbers.DefaultIfEmpty(1).Max(), margin = Math.Max((high - low) * 0.06, 1e-6);
        return (low - margin, high + margin);
    }
}
