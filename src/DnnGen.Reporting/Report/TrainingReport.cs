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

        settings.Images?.Check<TNetwork, T>("TrainingReport");
        var outputs = JudgedOutput.All(network);
        CheckClasses<TNetwork, T>(settings, outputs);
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
            Data(page, sets, outputs, settings);
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
            Judgement(page, network, settings, sets, outputs);
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

    private static void CheckClasses<TNetwork, T>(ReportSettings<T> settings, IReadOnlyList<JudgedOutput> outputs)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (outputs.Count > 1 && settings.Classes is not null)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"TrainingReport: Classes names the classes of one output, and {TNetwork.Name} has {outputs.Count}; give OutputClasses, with the names for each output under its name, \"{outputs[0].Name}\"."));
        }

        foreach (string name in settings.OutputClasses.Keys)
        {
            JudgedOutput? named = outputs.FirstOrDefault(output => output.Name == name);
            if (named is null)
            {
                throw new ArgumentException(outputs.Count == 1
                    ? $"TrainingReport: OutputClasses has names for \"{name}\", and {TNetwork.Name} has one output; give Classes instead."
                    : $"TrainingReport: OutputClasses has names for \"{name}\", which is no output of {TNetwork.Name}; its outputs are {string.Join(", ", outputs.Select(output => $"\"{output.Name}\""))}.");
            }

            if (named.Kind == DecisionKind.None)
            {
                throw new ArgumentException($"TrainingReport: OutputClasses has names for \"{name}\", which decides for no class; leave them out.");
            }
        }

        foreach (var output in outputs.Where(output => output.Kind != DecisionKind.None))
        {
            ClassNames.Of("TrainingReport" + (output.Name is null ? "" : $", output \"{output.Name}\""), Classes(settings, output), output.Classes);
        }
    }

    /// <summary>The names that are given for the classes of an output.</summary>
    private static IReadOnlyList<string>? Classes<T>(ReportSettings<T> settings, JudgedOutput output)
        where T : unmanaged, IFloatingPointIeee754<T> => output.Name is null ? settings.Classes : settings.OutputClasses.GetValueOrDefault(output.Name);

    private static void Head<TNetwork, T>(ReportPage page, ReportSettings<T> settings, (ExampleSet<T> Examples, Evaluation Evaluation)[] sets)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (settings.Description is { } description)
        {
            page.Paragraph(description);
        }

        var facts = new List<(string Value, string Name)>();

        // Of several outputs what they do on the set that they are judged by; the others are in the tables.
        foreach (var (examples, evaluation) in sets.Reverse().Take(TNetwork.Outputs.Count == 0 ? 2 : 1))
        {
            foreach (var (of, part) in TNetwork.Outputs.Count == 0 ? [("", evaluation)] : TNetwork.Outputs.Select(output => ($" of {output.Name}", evaluation.Outputs[output.Name])))
            {
                facts.Add(part.Accuracy is { } accuracy
                    ? (Percent(accuracy), $"accuracy{of}, {examples.Name}")
                    : (Number(part.RootMeanSquaredError), $"root mean squared error{of}, {examples.Name}"));
            }
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

    private static void Data<T>(ReportPage page, (ExampleSet<T> Examples, Evaluation Evaluation)[] sets, IReadOnlyList<JudgedOutput> outputs, ReportSettings<T> settings)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        page.Section("data", "Data");
        string[] heads = ["", .. sets.Select(set => set.Examples.Name)];
        List<string[]> rows =
        [
            ["examples", .. sets.Select(set => Count(set.Examples.X.Columns))],
            ["features", .. sets.Select(set => Count(set.Examples.X.Rows))],
        ];
        page.Table("Examples of each set", heads, outputs.Count == 1 ? rows.Concat(Labels(outputs[0])) : rows);
        foreach (var output in outputs.Where(output => output.Name is not null))
        {
            page.Table($"Labels{output.OfIt}", heads, Labels(output));
        }

        IEnumerable<string[]> Labels(JudgedOutput output)
        {
            if (output.IsClassifier)
            {
                var names = new ClassNames(Classes(settings, output));
                for (int one = 0; one < output.Classes; one++)
                {
                    int shown = one;
                    yield return [names[one], .. sets.Select(set => output.In(set.Evaluation).ConfusionMatrix!).Select(matrix => Share(Labelled(matrix, shown), Enumerable.Range(0, output.Classes).Sum(other => Labelled(matrix, other))))];
                }

                yield break;
            }

            foreach (var (name, of) in new (string, Func<IEnumerable<double>, double>)[] { ("lowest label", Enumerable.Min), ("mean label", Enumerable.Average), ("highest label", Enumerable.Max) })
            {
                yield return [name, .. sets.Select(set => Number(of(Numbers(output.LabelsIn(set.Examples.Y)))))];
            }
        }
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

    private static void Judgement<TNetwork, T>(ReportPage page, INetwork<TNetwork, T> network, ReportSettings<T> settings, (ExampleSet<T> Examples, Evaluation Evaluation)[] sets, IReadOnlyList<JudgedOutput> outputs)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        page.Section("metrics", "Metrics");
        string[] heads = ["", .. sets.Select(set => set.Examples.Name)];
        if (outputs.Count > 1)
        {
            page.Table("All outputs, by their weights", heads, [["cost", .. sets.Select(set => Number(set.Evaluation.Cost))]]);
        }

        foreach (var output in outputs)
        {
            page.Table(output.Name is null ? "Metrics of each set" : $"Metrics{output.OfIt}", heads, MetricRows(output, [.. sets.Select(set => output.In(set.Evaluation))]));
        }

        var (judged, evaluation) = sets[^1];
        if (outputs.Any(output => output.Kind != DecisionKind.None))
        {
            page.Paragraph($"The following show the examples of the set “{judged.Name}”.");
        }

        var decided = outputs.Select(output => (Output: output, Decisions: Decisions.Of(network, output, judged.X, judged.Y), Classes: Classes(settings, output))).ToList();

        // A plane is drawn of what decides, or of the first output where nothing does.
        var planes = TNetwork.InputSize != 2 ? [] : outputs.Where(output => output.IsClassifier).DefaultIfEmpty(outputs[0]).ToList();
        page.Figures(decided.SelectMany(one => new[]
        {
            one.Output.In(evaluation).ConfusionMatrix is { } matrix ? Plots.Confusion(matrix, one.Classes, one.Output.Name) : null,
            Plots.Roc(RocCurve.Of(one.Decisions), one.Classes, one.Output.Name),
            planes.Contains(one.Output) ? Plots.DecisionRegions(network, one.Output, judged.X, judged.Y, one.Classes, settings.Features) : null,
        }));
        if (settings.Images is { } images && decided.Find(one => one.Output is { IsClassifier: true, Steps: 1 }) is { Output: { } shown } first)
        {
            page.Section("examples", "Examples");
            page.Figures(
                Plots.Predictions(shown, first.Decisions, judged.X, images, right: false, first.Classes, settings.MostExamples),
                Plots.Predictions(shown, first.Decisions, judged.X, images, right: true, first.Classes, settings.MostExamples));
        }
    }

    /// <summary>The metrics of an output, a row for each that is there.</summary>
    private static List<string[]> MetricRows(JudgedOutput output, Evaluation[] sets)
    {
        var rows = new List<string[]>();
        Row("cost", metrics => metrics.Cost);
        Row("accuracy", metrics => metrics.Accuracy, Percent);
        if (output.Kind == DecisionKind.OneOf)
        {
            foreach (int places in (ReadOnlySpan<int>)[3, 5])
            {
                int k = places;
                if (k < output.Classes)
                {
                    rows.Add([string.Create(CultureInfo.InvariantCulture, $"class among the {k} largest outputs"), .. sets.Select(set => Percent(set.TopKAccuracy(k)))]);
                }
            }
        }

        Row("precision", metrics => metrics.Precision);
        Row("recall", metrics => metrics.Recall);
        Row("F1", metrics => metrics.F1);
        Row("area under the ROC curve", metrics => metrics.RocAuc);
        if (output.Kind == DecisionKind.None)
        {
            Row("mean absolute error", metrics => metrics.MeanAbsoluteError);
            Row("root mean squared error", metrics => metrics.RootMeanSquaredError);
            Row("R²", metrics => metrics.R2);
        }

        return rows;

        void Row(string name, Func<Metrics, double?> of, Func<double, string>? format = null)
        {
            if (sets.Any(set => of(set) is not null))
            {
                rows.Add([name, .. sets.Select(set => of(set) is { } value ? (format ?? Number)(value) : "—")]);
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
