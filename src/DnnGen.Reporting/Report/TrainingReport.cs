using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace DnnGen.Reporting;

/// <summary>
/// A training on one page: its data, the network, the options, curves, metrics and examples. The page is one file that needs no
/// other and no network connection, and may be sent as it is.
/// </summary>
public sealed class TrainingReport
{
    private readonly string html;

    private TrainingReport(string html, IReadOnlyList<Figure> figures, NetworkDiagram diagram)
    {
        this.html = html;
        Figures = figures;
        Diagram = diagram;
    }

    /// <summary>The pictures of the report.</summary>
    public IReadOnlyList<Figure> Figures { get; }

    /// <summary>The diagram of the network.</summary>
    public NetworkDiagram Diagram { get; }

    /// <summary>Looks at a network and its training.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network, after its training; it has its parameters again afterwards.</param>
    /// <param name="settings">What to tell of.</param>
    /// <returns>The report; <see cref="Write"/> writes it.</returns>
    /// <exception cref="ShapeMismatchException">A set of examples does not fit the network.</exception>
    /// <exception cref="ArgumentException">Names or pictures do not fit the network.</exception>
    public static TrainingReport Create<TNetwork, T>(INetwork<TNetwork, T> network, ReportSettings<T> settings)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.MostExamples < 1)
        {
            throw new ArgumentOutOfRangeException(null, string.Create(CultureInfo.InvariantCulture, $"TrainingReport: MostExamples is {settings.MostExamples}; it must be 1 or more."));
        }

        settings.Images?.Check("TrainingReport", TNetwork.InputSize);
        var kind = Decisions.KindOf(network);
        var names = kind == DecisionKind.None ? new ClassNames(settings.Classes) : ClassNames.Of("TrainingReport", settings.Classes, Decisions.ClassesOf(kind, TNetwork.OutputSize / TNetwork.OutputSteps));
        if (settings is { History: { } done, Record: { } seen })
        {
            seen.Complete(done);
        }

        (ExampleSet<T> Examples, Evaluation Evaluation)[] sets = [.. new[] { settings.Training, settings.Test }.OfType<ExampleSet<T>>().Select(set => (set, network.Evaluate(set.X, set.Y)))];
        var diagram = NetworkDiagram.Of(network);
        var page = new ReportPage(settings.Title ?? TNetwork.Name);
        Head<TNetwork, T>(page, settings, sets);
        if (sets.Length > 0)
        {
            Data(page, sets, kind, names);
        }

        Network<TNetwork, T>(page, diagram);
        if (settings.Options is { } options)
        {
            Options(page, options);
        }

        if (settings.History is { } history)
        {
            page.Section("curves", "Curves");
            page.Figures(
                Plots.Cost(history, settings.Record),
                Plots.Accuracy(history, settings.Record),
                settings.Record is null ? null : Plots.LearningRate(settings.Record, history.Costs.Count),
                settings.LearningRateCurve is null ? null : Plots.LearningRateFinder(settings.LearningRateCurve));
            Warnings(page, history);
        }
        else if (settings.LearningRateCurve is { } curve)
        {
            page.Section("curves", "Curves");
            page.Figures(Plots.LearningRateFinder(curve));
        }

        if (sets.Length > 0)
        {
            Judgement(page, network, settings, sets, kind);
        }

        page.Section("parameters", "Weights and gradients");
        page.Figures(Plots.Weights(network), sets.Length > 0 && sets[0].Examples.X.Columns > 0 ? Plots.Gradients(network, sets[0].Examples.X, sets[0].Examples.Y) : null, settings.Images is null ? null : Plots.Filters(network, settings.Images));
        page.Foot(string.Create(
            CultureInfo.InvariantCulture,
            $"Written by DnnGen {typeof(TrainingReport).Assembly.GetName().Version?.ToString(3)} on {settings.Time.GetUtcNow():yyyy-MM-dd HH:mm} UTC · {RuntimeInformation.FrameworkDescription} · {RuntimeInformation.RuntimeIdentifier} · {Environment.ProcessorCount} processor{(Environment.ProcessorCount == 1 ? "" : "s")}"));
        return new TrainingReport(page.ToString(), page.Shown, diagram);
    }

    /// <summary>The page.</summary>
    /// <returns>The text of the HTML file.</returns>
    public string ToHtml() => html;

    /// <summary>
    /// Writes <c>report.html</c>, every picture as PNG and SVG, and the diagram as SVG and as Mermaid, into a folder. Files are written beside their
    /// places and moved there; those of an earlier report are replaced.
    /// </summary>
    /// <param name="folder">The folder; it is created where it is not there.</param>
    /// <exception cref="IOException">The folder cannot be written to; the message says so in one sentence.</exception>
    public void Write(string folder)
    {
        RequireFolder(folder);
        foreach (var figure in Figures)
        {
            figure.Save(Path.Combine(folder, figure.Name + ".png"));
            figure.Save(Path.Combine(folder, figure.Name + ".svg"));
        }

        Diagram.Save(Path.Combine(folder, "network.svg"));
        Diagram.Save(Path.Combine(folder, "network.mmd"));

        // The page last: where it is there, everything is.
        WholeFile.Write(Path.Combine(folder, "report.html"), Encoding.UTF8.GetBytes(html));
    }

    /// <summary>Makes sure before a training that its report can be written after it.</summary>
    /// <param name="folder">The folder; it is created where it is not there.</param>
    /// <exception cref="IOException">The folder cannot be written to; the message says so in one sentence.</exception>
    public static void RequireFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        WholeFile.RequireFolder(folder);
    }

    private static void Head<TNetwork, T>(ReportPage page, ReportSettings<T> settings, (ExampleSet<T> Examples, Evaluation Evaluation)[] sets)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (settings.Description is { } description)
        {
            page.Paragraph(description);
        }

        var facts = new List<(string Value, string Name)>();
        foreach (var (examples, evaluation) in sets.Reverse())
        {
            facts.Add(evaluation.Accuracy is { } accuracy
                ? (Percent(accuracy), $"accuracy, {examples.Name}")
                : (Number(evaluation.RootMeanSquaredError), $"root mean squared error, {examples.Name}"));
        }

        if (settings.History is { } history)
        {
            if (history.Costs.Count > 0)
            {
                facts.Add((Number(history.Costs[^1]), "cost in the last epoch"));
            }

            facts.Add((Count(history.Costs.Count), history.Costs.Count == 1 ? "epoch" : "epochs"));
            facts.Add((Duration(history.Elapsed), history.Elapsed.TotalSeconds > 0 ? string.Create(CultureInfo.InvariantCulture, $"of training, {Count((long)(history.Steps / history.Elapsed.TotalSeconds))} steps/s") : "of training"));
        }

        facts.Add((Count(TNetwork.ParameterCount), "parameters"));
        page.Facts(facts);
        if (settings.History is { } told)
        {
            string? end = told.WasCancelled
                ? "The training was cancelled before its last epoch."
                : told.StoppedEarly ? string.Create(CultureInfo.InvariantCulture, $"The training stopped early: the cost of the validation was lowest in epoch {told.BestEpoch + 1}.") : null;
            if (end is not null)
            {
                page.Paragraph(end);
            }
        }
    }

    private static void Data<T>(ReportPage page, (ExampleSet<T> Examples, Evaluation Evaluation)[] sets, DecisionKind kind, ClassNames names)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        page.Section("data", "Data");
        List<string[]> rows =
        [
            ["examples", .. sets.Select(set => Count(set.Examples.X.Columns))],
            ["features", .. sets.Select(set => Count(set.Examples.X.Rows))],
        ];
        if (kind is DecisionKind.Binary or DecisionKind.OneOf)
        {
            int classes = sets[0].Evaluation.ConfusionMatrix!.Classes;
            for (int one = 0; one < classes; one++)
            {
                int shown = one;
                rows.Add([names[one], .. sets.Select(set => Share(Labelled(set.Evaluation.ConfusionMatrix!, shown), Enumerable.Range(0, classes).Sum(other => Labelled(set.Evaluation.ConfusionMatrix!, other))))]);
            }
        }
        else
        {
            foreach (var (name, of) in new (string, Func<IEnumerable<double>, double>)[] { ("lowest label", Enumerable.Min), ("mean label", Enumerable.Average), ("highest label", Enumerable.Max) })
            {
                rows.Add([name, .. sets.Select(set => Number(of(Numbers(set.Examples.Y))))]);
            }
        }

        page.Table("Examples of each set", ["", .. sets.Select(set => set.Examples.Name)], rows);
    }

    private static void Network<TNetwork, T>(ReportPage page, NetworkDiagram diagram)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        page.Section("network", "Network");
        page.Paragraph(diagram.Title);
        var table = NetworkLayers.Read(TNetwork.Summary);
        if (table.Rows.Count > 0)
        {
            page.Table("Layers", table.Columns, table.Rows);
        }
        else
        {
            page.Preformatted(TNetwork.Summary);
        }

        page.Diagram(diagram);
    }

    private static void Options(ReportPage page, TrainingOptions options)
    {
        page.Section("options", "Training");
        List<string[]> rows =
        [
            ["optimizer", options.Optimizer?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"gradient descent, learning rate {options.LearningRate}")],
            ["schedule", options.Schedule is null ? "constant" : $"{options.Schedule}, by {(options.ScheduleUnit == ScheduleUnit.Step ? "step" : "epoch")}"],
            ["epochs", Count(options.Epochs)],
            ["mini-batch", options.BatchSize is { } batch ? $"{Count(batch)} examples{(options.Shuffle ? ", in a new random order in every epoch" : "")}" : "all examples"],
        ];
        if (options is { BatchSize: not null, Shuffle: true })
        {
            rows.Add(["seed of the order", options.Random is { } random ? random.GetType().Name : options.Seed.ToString(CultureInfo.InvariantCulture)]);
        }

        if (options.AccumulatedBatches > 1)
        {
            rows.Add(["mini-batches of one step", Count(options.AccumulatedBatches)]);
        }

        Add("largest norm of all gradients", options.ClipNorm is { } norm ? Number(norm) : null);
        Add("largest single derivative", options.ClipValue is { } value ? Number(value) : null);
        Add("validation", options.Validation is null ? null : $"set {options.Validation}");
        Add("early stopping", options.EarlyStopping is { } stopping ? string.Create(CultureInfo.InvariantCulture, $"after {stopping.Patience} epochs without improvement{(stopping.RestoreBest ? "; the best parameters are kept" : "")}") : null);
        page.Table("Options", ["option", "value"], rows, isText: true);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                rows.Add([name, value]);
            }
        }
    }

    private static void Warnings(ReportPage page, TrainingHistory history)
    {
        foreach (string warning in history.Warnings)
        {
            page.Warning(warning);
        }
    }

    private static void Judgement<TNetwork, T>(ReportPage page, INetwork<TNetwork, T> network, ReportSettings<T> settings, (ExampleSet<T> Examples, Evaluation Evaluation)[] sets, DecisionKind kind)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        page.Section("metrics", "Metrics");
        var rows = new List<string[]>();
        Row("cost", metrics => metrics.Cost);
        Row("accuracy", metrics => metrics.Accuracy, Percent);
        if (kind == DecisionKind.OneOf)
        {
            foreach (int places in (ReadOnlySpan<int>)[3, 5])
            {
                int k = places;
                if (k < TNetwork.OutputSize / TNetwork.OutputSteps)
                {
                    rows.Add([string.Create(CultureInfo.InvariantCulture, $"class among the {k} largest outputs"), .. sets.Select(set => Percent(set.Evaluation.TopKAccuracy(k)))]);
                }
            }
        }

        Row("precision", metrics => metrics.Precision);
        Row("recall", metrics => metrics.Recall);
        Row("F1", metrics => metrics.F1);
        Row("area under the ROC curve", metrics => metrics.RocAuc);
        if (kind == DecisionKind.None)
        {
            Row("mean absolute error", metrics => metrics.MeanAbsoluteError);
            Row("root mean squared error", metrics => metrics.RootMeanSquaredError);
            Row("R²", metrics => metrics.R2);
        }

        page.Table("Metrics of each set", ["", .. sets.Select(set => set.Examples.Name)], rows);
        var (judged, evaluation) = sets[^1];
        if (kind != DecisionKind.None)
        {
            page.Paragraph($"The following show the examples of the set “{judged.Name}”.");
        }

        var decisions = Decisions.Of(network, judged.X, judged.Y);
        page.Figures(
            evaluation.ConfusionMatrix is { } matrix ? Plots.Confusion(matrix, settings.Classes) : null,
            Plots.Roc(RocCurve.Of(decisions), settings.Classes),
            TNetwork.InputSize == 2 ? Plots.DecisionRegions(network, judged.X, judged.Y, settings.Classes, settings.Features) : null);
        if (settings.Images is { } images && kind is DecisionKind.Binary or DecisionKind.OneOf)
        {
            page.Section("examples", "Examples");
            page.Figures(
                Plots.Predictions(decisions, judged.X, settings.Images!, right: false, settings.Classes, settings.MostExamples),
                Plots.Predictions(decisions, judged.X, settings.Images!, right: true, settings.Classes, settings.MostExamples));
        }

        void Row(string name, Func<Metrics, double?> of, Func<double, string>? format = null)
        {
            if (sets.Any(set => of(set.Evaluation) is not null))
            {
                rows.Add([name, .. sets.Select(set => of(set.Evaluation) is { } value ? (format ?? Number)(value) : "—")]);
            }
        }
    }

    private static IEnumerable<double> Numbers<T>(Matrix<T> matrix)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                yield return double.CreateTruncating(matrix[i, j]);
            }
        }
    }

    private static long Labelled(ConfusionMatrix matrix, int one) => Enumerable.Range(0, matrix.Classes).Sum(predicted => matrix[one, predicted]);

    private static string Share(long part, long whole) => whole == 0 ? Count(part) : string.Create(CultureInfo.InvariantCulture, $"{Count(part)} ({100.0 * part / whole:0.#} %)");

    private static string Number(double value) => value.ToString(Math.Abs(value) is >= 1e6 or (> 0 and < 1e-4) ? "0.###e0" : "0.####", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Percent(double value) => value.ToString("P1", CultureInfo.InvariantCulture);

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0#} s")
        : time.TotalDays < 1 ? time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} d {time:h\\:mm\\:ss}");
}
