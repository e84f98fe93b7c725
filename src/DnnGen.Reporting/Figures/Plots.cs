using System.Globalization;

using ScottPlot;

namespace DnnGen.Reporting;

/// <summary>The pictures of a training and of a network.</summary>
/// <remarks>
/// Colours are those of Okabe and Ito, which people with colour-blindness can tell apart, and lines and points differ in their
/// form too. The text is drawn with a font that comes with this library.
/// </remarks>
public static partial class Plots
{
    /// <summary>The most points of a curve; where there are more, the lowest and the highest of each stretch are drawn.</summary>
    private const int MostPoints = 800;

    /// <summary>The cost after each epoch: of the training, of the validation where there was one, and of what a record has seen.</summary>
    /// <param name="history">The training.</param>
    /// <param name="record">What was seen besides; <see langword="null"/> where nothing was.</param>
    /// <returns>The figure <c>cost</c>; its axis is logarithmic where the cost spans two decades or more.</returns>
    public static Figure Cost(TrainingHistory history, TrainingRecord? record = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var curves = new List<Curve> { new("training, while it learned", [.. history.Costs.Select((cost, epoch) => (epoch + 1.0, cost))]) };
        if (history.Validation.Count > 0)
        {
            curves.Add(new("validation", [.. history.Validation.Select((metrics, epoch) => (epoch + 1.0, metrics.Cost))]));
        }

        // The cost of the examples that are learned from is the first curve already.
        curves.AddRange(Recorded(record, metrics => metrics.Cost).Where(curve => curve.Name != "training"));
        var finite = history.Costs.Where(double.IsFinite).ToList();
        string said = finite.Count == 0 ? "no complete epoch" : string.Create(
            CultureInfo.InvariantCulture, $"the cost goes from {finite[0]:0.####} to {finite[^1]:0.####} in {history.Costs.Count} epochs");
        return new Figure("cost", "Cost", $"Line chart of the cost against the epoch: {said}.", [new PlotPanel(Curves(curves, "epoch", "cost J", mayBeLogarithmic: true), legend: Legend(curves))]);
    }

    /// <summary>The accuracy after each epoch, of the validation and of what a record has seen.</summary>
    /// <param name="history">The training.</param>
    /// <param name="record">What was seen besides; <see langword="null"/> where nothing was.</param>
    /// <returns>The figure <c>accuracy</c>; <see langword="null"/> where no accuracy is known.</returns>
    public static Figure? Accuracy(TrainingHistory history, TrainingRecord? record = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var curves = new List<Curve>(Accuracies(record));
        if (history.Validation.Count > 0 && history.Validation[0].Accuracy is not null)
        {
            curves.Add(new("validation", [.. history.Validation.Select((metrics, epoch) => (epoch + 1.0, metrics.Accuracy ?? double.NaN))]));
        }

        if (curves.Count == 0)
        {
            return null;
        }

        string said = string.Join(", ", curves.Select(curve => string.Create(CultureInfo.InvariantCulture, $"{curve.Name} ends at {curve.Points[^1].Y:P1}")));
        var plot = Curves(curves, "epoch", "accuracy", mayBeLogarithmic: false);
        plot.Axes.Left.TickGenerator = FigureStyle.Ticks(value => Math.Round(value * 100, 2).ToString("0.##", CultureInfo.InvariantCulture) + " %");
        plot.Axes.SetLimitsY(Math.Max(0, curves.SelectMany(curve => curve.Points).Select(point => point.Y).Where(double.IsFinite).DefaultIfEmpty(0).Min() - 0.03), 1.02);
        return new Figure("accuracy", "Accuracy", $"Line chart of the accuracy against the epoch: {said}.", [new PlotPanel(plot, legend: Legend(curves))]);
    }

    /// <summary>The learning rate of each epoch.</summary>
    /// <param name="record">What was noted.</param>
    /// <param name="epochs">The complete epochs.</param>
    /// <returns>The figure <c>learning-rate</c>; <see langword="null"/> where the rate never changed.</returns>
    public static Figure? LearningRate(TrainingRecord record, int epochs)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.LearningRates.Count < 2)
        {
            return null;
        }

        var points = record.LearningRates.Select(one => (one.Epoch + 1.0, one.Rate)).Append((Math.Max(epochs, record.LearningRates[^1].Epoch + 1), record.LearningRates[^1].Rate)).ToList();
        var plot = Curves([new("learning rate", points)], "epoch", "learning rate α", mayBeLogarithmic: true);
        string said = string.Create(CultureInfo.InvariantCulture, $"from {points[0].Rate:G3} to {points[^1].Rate:G3}");
        return new Figure("learning-rate", "Learning rate", $"Line chart of the learning rate against the epoch, {said}.", [new PlotPanel(plot)]);
    }

    /// <summary>What a search for a learning rate has seen: the cost against the rate, and the rate that it suggests.</summary>
    /// <param name="curve">The result of <see cref="LearningRateFinder"/>.</param>
    /// <returns>The figure <c>learning-rate-finder</c>.</returns>
    public static Figure LearningRateFinder(LearningRateCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var plot = FigureStyle.NewPlot("learning rate α", "cost J, smoothed");
        (double X, double Y)[] points = [.. curve.Rates.Zip(curve.Costs).Select(pair => (Math.Log10(pair.First), pair.Second))];
        AddLine(plot, points, 0);
        var legend = new List<LegendEntry> { new("cost", FigureStyle.Colour(0), FigureStyle.Pattern(0), null) };
        if (points.Length > 0)
        {
            plot.Axes.AutoScale();
            plot.Axes.Bottom.TickGenerator = FigureStyle.PowersOfTen(points[0].X, points[^1].X);
        }

        string said = "no rate is suggested: the cost never falls";
        if (curve.Suggestion is { } suggestion)
        {
            plot.Add.VerticalLine(Math.Log10(suggestion), 2, FigureStyle.Colour(1), FigureStyle.Pattern(1));
            legend.Add(new(string.Create(CultureInfo.InvariantCulture, $"suggested: {FigureStyle.Tick(double.Parse(suggestion.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))}"), FigureStyle.Colour(1), FigureStyle.Pattern(1), null));
            said = string.Create(CultureInfo.InvariantCulture, $"{suggestion:G3} is suggested, where it falls fastest");
        }

        return new Figure("learning-rate-finder", "Learning rates tried", $"Line chart of the smoothed cost against the learning rate on a logarithmic axis; {said}.", [new PlotPanel(plot, legend: legend)]);
    }

    /// <summary>How often the examples of each class were decided for which: counts, and shares of each class as colours.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="classes">The names of the classes; <see langword="null"/> numbers them.</param>
    /// <returns>The figure <c>confusion</c>.</returns>
    /// <exception cref="ArgumentException">There are not as many names as classes.</exception>
    public static Figure Confusion(ConfusionMatrix matrix, IReadOnlyList<string>? classes = null) => Confusion(matrix, classes, output: null);

    internal static Figure Confusion(ConfusionMatrix matrix, IReadOnlyList<string>? classes, string? output)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var names = ClassNames.Of("Plots.Confusion", classes, matrix.Classes);
        int n = matrix.Classes;
        var plot = FigureStyle.NewPlot("decided by the network", "label");
        string[] labels = [.. Enumerable.Range(0, n).Select(one => Panel.Fitted(names[one], 13, 110))];

        // Names that need more room than their cells stand upright.
        float longest = labels.Max(label => Width(label, 13)), cell = Math.Clamp(360f / n, 24, 90);
        bool upright = longest > cell - 6;
        float width = Math.Max(300, (n * cell) + longest + 70), height = Math.Max(280, (n * cell) + 75 + (upright ? longest : 13));
        for (int actual = 0; actual < n; actual++)
        {
            double all = Enumerable.Range(0, n).Sum(predicted => matrix[actual, predicted]);
            for (int predicted = 0; predicted < n; predicted++)
            {
                double share = all == 0 ? 0 : matrix[actual, predicted] / all;
                var ground = plot.Add.Rectangle(predicted - 0.5, predicted + 0.5, n - 1 - actual - 0.5, n - 1 - actual + 0.5);
                ground.FillStyle.Color = Blend(Color.FromHex("#F3F7FB"), Color.FromHex("#08457E"), share);
                ground.LineStyle.Color = Color.FromHex("#FFFFFF");
                ground.LineStyle.Width = n > 20 ? 0.5f : 1.5f;
                string count = matrix[actual, predicted].ToString(CultureInfo.InvariantCulture);
                float size = Math.Min(15, cell * 0.42f);
                if (n > 24 || Width(count, size) > cell - 3)
                {
                    continue;
                }

                string text = n <= 5 && all > 0 ? string.Create(CultureInfo.InvariantCulture, $"{count}\n{share * 100:0.#} %") : count;
                var label = plot.Add.Text(text, predicted, n - 1 - actual);
                label.LabelStyle.FontName = EmbeddedFont.Name;
                label.LabelFontSize = size;
                label.LabelAlignment = Alignment.MiddleCenter;
                label.LabelFontColor = share > 0.45 ? Colors.White : FigureStyle.Dark;
            }
        }

        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, n - 0.5, -0.5, n - 0.5);
        double[] places = [.. Enumerable.Range(0, n).Select(one => (double)one)];
        plot.Axes.Bottom.SetTicks(places, labels);
        plot.Axes.Left.SetTicks(places, [.. labels.Reverse()]);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.TickLabelStyle.FontName = EmbeddedFont.NameFor(string.Concat(labels));
            axis.MajorTickStyle.Length = 0;
            axis.FrameLineStyle.Width = 0;
        }

        if (upright)
        {
            plot.Axes.Bottom.TickLabelStyle.Rotation = -90;
            plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
            plot.Axes.Bottom.MinimumSize = longest + 40;
        }

        long right = Enumerable.Range(0, n).Sum(one => matrix[one, one]), count2 = Enumerable.Range(0, n).Sum(a => Enumerable.Range(0, n).Sum(p => matrix[a, p]));
        return new Figure(
            Named("confusion", output),
            Titled("Confusion matrix", output),
            string.Create(CultureInfo.InvariantCulture, $"Confusion matrix{OfOutput(output)} of {n} classes, a row for each label and a column for each decision: {right} of {count2} decisions are right."),
            [new PlotPanel(plot, width, height)]);
    }

    /// <summary>The ROC curves: the share of the positive examples that are found against that of the negative ones taken for positive.</summary>
    /// <param name="curves">The curves, for example of <see cref="RocCurve.Of{TNetwork, T}"/>.</param>
    /// <param name="classes">The names of the classes; <see langword="null"/> numbers them. Two names for a single curve are those of 0 and 1.</param>
    /// <returns>The figure <c>roc</c>; <see langword="null"/> where there is no curve. Of more than 8 curves those of the smallest area are drawn.</returns>
    public static Figure? Roc(IReadOnlyList<RocCurve> curves, IReadOnlyList<string>? classes = null) => Roc(curves, classes, output: null);

    internal static Figure? Roc(IReadOnlyList<RocCurve> curves, IReadOnlyList<string>? classes, string? output)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0)
        {
            return null;
        }

        const int most = 8;
        var names = new ClassNames(classes);
        bool binary = curves.Count == 1 && classes is null or { Count: 2 };
        var plot = FigureStyle.NewPlot("false positive rate", "true positive rate");
        var chance = plot.Add.Line(0, 0, 1, 1);
        (chance.LineColor, chance.LinePattern, chance.LineWidth, chance.MarkerSize) = (FigureStyle.Chance, FigureStyle.Pattern(2), 1.5f, 0);
        var legend = new List<LegendEntry> { new("by chance", FigureStyle.Chance, FigureStyle.Pattern(2), null) };
        int drawn = 0;
        foreach (var curve in curves.OrderBy(curve => curve.Area).Take(most).OrderBy(curve => curve.Output))
        {
            string name = curves.Count == 1 && binary && classes is null ? "" : names[binary && classes is not null ? 1 : curve.Output] + ": ";
            legend.Add(new(string.Create(CultureInfo.InvariantCulture, $"{Panel.Fitted(name, 13, 150)}area {curve.Area:0.000}"), FigureStyle.Colour(drawn), FigureStyle.Pattern(drawn), null));
            AddLine(plot, Corners(curve.Points), drawn++);
        }

        plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        string which = curves.Count > most ? string.Create(CultureInfo.InvariantCulture, $" (the {most} smallest of {curves.Count})") : "";
        string areas = string.Join(", ", curves.Take(most).Select(curve => curve.Area.ToString("0.000", CultureInfo.InvariantCulture)));
        return new Figure(Named("roc", output), Titled("ROC", output), $"ROC curve{(curves.Count > 1 ? "s" : "")}{OfOutput(output)}{which}; area under {(curves.Count > 1 ? "them" : "it")}: {areas}.", [new PlotPanel(plot, FigureStyle.Width, 380, legend: legend)]);
    }

    private static IEnumerable<Curve> Recorded(TrainingRecord? record, Func<Metrics, double?> of) => record is null
        ? []
        : record.Metrics.Where(one => of(one.Metrics) is not null).GroupBy(one => one.Set).Select(set =>
            new Curve(set.Key, [.. set.Select(one => ((double)one.Epochs, of(one.Metrics)!.Value))]));

    /// <summary>The accuracies that a record has seen; of a network with several outputs those of each that decides.</summary>
    private static IEnumerable<Curve> Accuracies(TrainingRecord? record) => record is null
        ? []
        : Recorded(record, metrics => metrics.Accuracy).Concat(record.Metrics
            .SelectMany(one => one.Metrics is Evaluation evaluation ? evaluation.Outputs.Select(output => (Name: $"{one.Set}, {output.Key}", one.Epochs, output.Value.Accuracy)) : [])
            .Where(one => one.Accuracy is not null)
            .GroupBy(one => one.Name)
            .Select(curve => new Curve(curve.Key, [.. curve.Select(one => ((double)one.Epochs, one.Accuracy!.Value))])));

    /// <summary>The name of the figure of one of several outputs.</summary>
    private static string Named(string name, string? output) => output is null ? name : $"{name}-{output}";

    /// <summary>The output that a description is of, where there are several.</summary>
    private static string OfOutput(string? output) => output is null ? "" : $" of the output “{output}”";

    /// <summary>The title of the figure of one of several outputs.</summary>
    private static string Titled(string title, string? output) => output is null ? title : $"{title}: {output}";

    private static Plot Curves(IReadOnlyList<Curve> curves, string across, string up, bool mayBeLogarithmic)
    {
        var plot = FigureStyle.NewPlot(across, up);
        double[] finite = [.. curves.SelectMany(curve => curve.Points).Select(point => point.Y).Where(double.IsFinite)];
        bool logarithmic = mayBeLogarithmic && finite.Length > 0 && finite.Min() > 0 && finite.Max() / finite.Min() >= 100;
        for (int i = 0; i < curves.Count; i++)
        {
            AddLine(plot, [.. curves[i].Points.Select(point => (point.X, logarithmic ? Math.Log10(point.Y) : point.Y))], i, IsMarked(curves[i].Points.Count), IsJoined(curves[i].Points.Count));
        }

        plot.Axes.AutoScale();
        var limits = plot.Axes.GetLimits();
        if (logarithmic)
        {
            plot.Axes.Left.TickGenerator = FigureStyle.PowersOfTen(Math.Log10(finite.Min()), Math.Log10(finite.Max()));
        }
        else if (finite.Length > 0 && finite.Min() >= 0)
        {
            plot.Axes.SetLimitsY(Math.Max(0, limits.Bottom), limits.Top);
        }

        double last = Math.Max(1, curves.SelectMany(curve => curve.Points).Select(point => point.X).DefaultIfEmpty(1).Max());
        plot.Axes.SetLimitsX(-0.015 * last, 1.015 * last);
        return plot;
    }

    private static List<LegendEntry> Legend(IReadOnlyList<Curve> curves) =>
        [.. curves.Select((curve, i) => new LegendEntry(curve.Name, FigureStyle.Colour(i), IsJoined(curve.Points.Count) ? FigureStyle.Pattern(i) : null, IsMarked(curve.Points.Count) ? FigureStyle.Marker(i) : null))];

    private static bool IsMarked(int points) => points <= 40;

    /// <summary>Between two or three looks nobody knows how it went.</summary>
    private static bool IsJoined(int points) => points > 3;

    /// <summary>Adds a line, with its points where they are few and somebody measured there.</summary>
    private static void AddLine(Plot plot, IReadOnlyList<(double X, double Y)> points, int index, bool marked = false, bool joined = true)
    {
        Coordinates[] drawn = [.. Thinned([.. points.Where(point => double.IsFinite(point.Y))]).Select(point => new Coordinates(point.X, point.Y))];
        var line = plot.Add.Scatter(drawn, FigureStyle.Colour(index));
        line.LinePattern = FigureStyle.Pattern(index);
        line.MarkerSize = marked ? 6 : 0;
        line.LineWidth = joined ? 2 : 0;
        line.MarkerShape = marked ? FigureStyle.Marker(index) : MarkerShape.None;
    }

    /// <summary>The points of a curve of steps at which it turns.</summary>
    private static List<(double X, double Y)> Corners(IReadOnlyList<(double X, double Y)> points) =>
        [.. points.Where((point, i) => i == 0 || i == points.Count - 1
            || !((points[i - 1].X == point.X && point.X == points[i + 1].X) || (points[i - 1].Y == point.Y && point.Y == points[i + 1].Y)))];

    private static IReadOnlyList<(double X, double Y)> Thinned(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count <= MostPoints)
        {
            return points;
        }

        var thinned = new List<(double X, double Y)>(MostPoints + 2) { points[0] };
        int stretches = MostPoints / 2;
        for (int i = 0; i < stretches; i++)
        {
            int first = (int)((long)points.Count * i / stretches), end = (int)((long)points.Count * (i + 1) / stretches), lowest = first, highest = first;
            for (int j = first; j < end; j++)
            {
                lowest = points[j].Y < points[lowest].Y ? j : lowest;
                highest = points[j].Y > points[highest].Y ? j : highest;
            }

            thinned.Add(points[Math.Min(lowest, highest)]);
            if (lowest != highest)
            {
                thinned.Add(points[Math.Max(lowest, highest)]);
            }
        }

        thinned.Add(points[^1]);
        return thinned;
    }

    private static Color Blend(Color from, Color to, double share) => new(
        (byte)(from.R + ((to.R - from.R) * share)), (byte)(from.G + ((to.G - from.G) * share)), (byte)(from.B + ((to.B - from.B) * share)));

    private static float Width(string text, float size)
    {
        using var font = Panel.Font(text, size);
        return font.MeasureText(text);
    }

    /// <summary>A named line.</summary>
    private sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points);
}
