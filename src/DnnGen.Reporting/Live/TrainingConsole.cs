using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

using Spectre.Console;

namespace DnnGen.Reporting;

/// <summary>
/// Shows a training while it runs: progress, speed, time left, cost as a curve, metrics, learning rate. In a terminal the lines are
/// rewritten in place; in a pipe or a file there are plain lines.
/// </summary>
/// <remarks>
/// The display has a thread of its own. The thread that trains adds two numbers in every step, and hands over where it stands
/// when the display asks for it, a few times in a second; it writes nothing and waits for nobody. While the display is there,
/// <see cref="WriteLine"/> writes lines above it.
/// </remarks>
public sealed class TrainingConsole : IDisposable
{
    private readonly TrainingConsoleSettings settings;
    private readonly IAnsiConsole console;
    private readonly ConcurrentQueue<Func<string>> lines = new();
    private readonly ManualResetEventSlim ended = new();
    private readonly Lock exchange = new();
    private readonly Sparkline curve = new();
    private Thread? display;
    private TrainingRecord? record;

    // Of the thread that trains.
    private double costSum;
    private long costCount;
    private int nextLine;
    private int lineInterval = 1;
    private int epochs;

    // Handed over under the lock, when the display asks.
    private volatile bool isWanted = true;
    private Standing? beginning;
    private Standing? standing;
    private Metrics? validation;

    // Of the display.
    private readonly Speed speed = new();
    private double lowest = double.PositiveInfinity;

    /// <summary>Creates a console; <see cref="Attach"/> lets it follow a training.</summary>
    /// <param name="settings">How to show it; <see langword="null"/> follows from the standard output.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting has no meaning.</exception>
    public TrainingConsole(TrainingConsoleSettings? settings = null)
    {
        this.settings = settings ?? new TrainingConsoleSettings();
        if (this.settings.Interval < TimeSpan.FromMilliseconds(10))
        {
            throw new ArgumentOutOfRangeException(null, string.Create(CultureInfo.InvariantCulture, $"TrainingConsole: Interval is {this.settings.Interval}; it must be 10 ms or more."));
        }

        if (this.settings.Lines < 1)
        {
            throw new ArgumentOutOfRangeException(null, string.Create(CultureInfo.InvariantCulture, $"TrainingConsole: Lines is {this.settings.Lines}; it must be 1 or more."));
        }

        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(this.settings.Output ?? Console.Out),
            Ansi = this.settings.Live is true ? AnsiSupport.Yes : AnsiSupport.Detect,
            Interactive = this.settings.Live is true ? InteractionSupport.Yes : InteractionSupport.Detect,
        });
        IsLive = this.settings.Live ?? (this.settings.Output is null && IsTerminal() && console.Profile.Capabilities is { Ansi: true, Interactive: true });
    }

    /// <summary>Whether lines are rewritten in place.</summary>
    public bool IsLive { get; }

    /// <summary>Lets the console follow a training; it begins to show.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="record">A record of the same training, whose metrics are shown too.</param>
    /// <returns>The same options, with this console told of every step and epoch besides whoever was told before.</returns>
    /// <exception cref="InvalidOperationException">The console follows a training already, or has been disposed of.</exception>
    public TrainingOptions Attach(TrainingOptions options, TrainingRecord? record = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (display is not null || ended.IsSet)
        {
            throw new InvalidOperationException("TrainingConsole: it follows a training already; create one for each.");
        }

        this.record = record;
        epochs = options.Epochs;
        lineInterval = Math.Max(1, options.Epochs / settings.Lines);
        display = new Thread(Show) { IsBackground = true, Name = "DnnGen.Reporting: console" };
        display.Start();
        return options with { OnStep = options.OnStep + NoteStep, OnEpoch = options.OnEpoch + NoteEpoch };
    }

    /// <summary>Writes a line that stays, above the display.</summary>
    /// <param name="text">The line.</param>
    public void WriteLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (display is null || ended.IsSet)
        {
            Write(text);
            return;
        }

        lines.Enqueue(() => text);
    }

    /// <summary>Shows the last state and ends the display.</summary>
    public void Dispose()
    {
        if (ended.IsSet)
        {
            return;
        }

        ended.Set();
        display?.Join();
    }

    private static bool IsTerminal() => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    private void NoteStep(StepProgress progress)
    {
        costSum += progress.Cost;
        costCount++;
        if (isWanted || (progress.Example == progress.Examples && progress.Epoch == progress.Epochs - 1))
        {
            HandOver(progress);
        }
    }

    private void NoteEpoch(TrainingProgress progress)
    {
        if (progress.Validation is { } metrics)
        {
            Volatile.Write(ref validation, metrics);
        }

        // Epochs of a training that goes on do not begin at 0.
        if (progress.Epoch >= nextLine || progress.Epoch == epochs - 1)
        {
            nextLine = ((progress.Epoch / lineInterval) + 1) * lineInterval;
            if (!IsLive)
            {
                lines.Enqueue(() => PlainLine(progress));
            }
        }
    }

    private void HandOver(StepProgress progress)
    {
        lock (exchange)
        {
            standing = new Standing(progress, costSum / costCount, Stopwatch.GetTimestamp());
            beginning ??= standing;
        }

        (costSum, costCount) = (0, 0);
        isWanted = false;
    }

    private void Show()
    {
        try
        {
            if (IsLive)
            {
                ShowLive();
            }
            else
            {
                do
                {
                    WriteLines();
                    Take();
                }
                while (!ended.Wait(settings.Interval));
                WriteLines();
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Nobody reads any more, or another display has the terminal: the training goes on without one.
        }
    }

    private void ShowLive()
    {
        // A program that Ctrl-C ends must not leave a terminal without its cursor.
        ConsoleCancelEventHandler showCursor = (_, _) => console.Cursor.Show(show: true);
        Console.CancelKeyPress += showCursor;
        try
        {
            console.Live(Picture()).Start(context =>
            {
                do
                {
                    WriteLines();
                    if (Take())
                    {
                        context.UpdateTarget(Picture());
                    }
                }
                while (!ended.Wait(settings.Interval));
                WriteLines();
                Take();
                context.UpdateTarget(Picture());
            });
        }
        finally
        {
            Console.CancelKeyPress -= showCursor;
        }
    }

    private void WriteLines()
    {
        while (lines.TryDequeue(out var line))
        {
            Write(line());
        }
    }

    private void Write(string line)
    {
        if (IsLive)
        {
            // The line is written over one of the display, of which nothing may be left behind it.
            console.WriteLine(line.PadRight(console.Profile.Width - 1));
        }
        else
        {
            // Spectre would break what is longer than 80 characters.
            console.Profile.Out.Writer.WriteLine(line);
        }
    }

    /// <summary>Takes what was handed over, and asks for the next; false where nothing new was.</summary>
    private bool Take()
    {
        Standing? first, taken;
        lock (exchange)
        {
            (first, taken) = (beginning, standing);
        }

        isWanted = true;
        if (taken is null || ReferenceEquals(taken, speed.Last))
        {
            return false;
        }

        if (speed.Last is null)
        {
            // A short training is over before anybody has looked twice.
            speed.Add(first!);
        }

        speed.Add(taken);
        curve.Add(taken.MeanCost);
        lowest = Math.Min(lowest, double.IsFinite(taken.MeanCost) ? taken.MeanCost : lowest);
        return true;
    }

    private Grid Picture()
    {
        string title = settings.Title ?? "training";
        int labelWidth = Math.Clamp(new[] { title, "learning rate" }.Concat(record?.Latest.Select(look => look.Set) ?? []).Max(label => label.Length), 13, 24);
        int width = Math.Max(20, console.Profile.Width - labelWidth - 4);
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0).Width(labelWidth))
            .AddColumn(new GridColumn().NoWrap().Padding(0, 0, 0, 0).Width(width));
        if (speed.Last is not { } last)
        {
            Row(title, "begins …");
            return grid;
        }

        bool unicode = console.Profile.Capabilities.Unicode;
        var progress = last.Progress;
        double share = progress.Examples == 0 || progress.Epochs == 0 ? 0 : (((double)progress.Epoch * progress.Examples) + progress.Example) / ((double)progress.Epochs * progress.Examples);
        int length = Math.Clamp(width - 36, 8, 40), filled = (int)(share * length);
        grid.AddRow(
            Cell(title, "bold"),
            new Markup($"[blue]{new string(unicode ? '━' : '#', filled)}[/][grey]{new string(unicode ? '━' : '-', length - filled)}[/] "
                + string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %, epoch {progress.Epoch + 1} of {progress.Epochs}"))
            { Overflow = Overflow.Crop });
        string shape = curve.ToString(unicode);
        grid.AddRow(
            Cell("cost", "grey"),
            new Markup(string.Create(CultureInfo.InvariantCulture, $"[blue]{Markup.Escape(shape[Math.Max(0, shape.Length - length)..])}[/] [bold]{last.MeanCost:F6}[/] [grey]lowest {lowest:F6}[/]")) { Overflow = Overflow.Crop });
        if (Volatile.Read(ref validation) is { } metrics)
        {
            Row("validation", Short(metrics));
        }

        foreach (var look in record?.Latest ?? [])
        {
            Row(look.Set, string.Create(CultureInfo.InvariantCulture, $"{Short(look.Metrics)} (after epoch {look.Epochs})"));
        }

        Row("learning rate", progress.LearningRate.ToString("G4", CultureInfo.InvariantCulture));
        Row("speed", speed.ToString());
        return grid;

        void Row(string label, string value) => grid.AddRow(Cell(label, "grey"), new Text(value) { Overflow = Overflow.Ellipsis });

        static Markup Cell(string label, string style) => new($"[{style}]{Markup.Escape(label)}[/]") { Overflow = Overflow.Ellipsis };
    }

    /// <summary>The metrics that fit beside each other in a narrow terminal.</summary>
    private static string Short(Metrics metrics) => string.Create(CultureInfo.InvariantCulture, $"cost {metrics.Cost:F4}, ") + (metrics is Evaluation { Outputs: { Count: > 0 } outputs }
        ? string.Join(", ", outputs.Select(output => $"{output.Key} {Judgement(output.Value)}"))
        : Judgement(metrics));

    /// <summary>How good decisions are, or numbers where nothing is decided.</summary>
    private static string Judgement(Metrics metrics) => metrics.Accuracy is { } accuracy
        ? string.Create(CultureInfo.InvariantCulture, $"accuracy {accuracy:F4}")
        : string.Create(CultureInfo.InvariantCulture, $"RMSE {metrics.RootMeanSquaredError:F4}");

    private string PlainLine(TrainingProgress progress)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"epoch {progress.Epoch + 1} of {progress.Epochs}: cost {progress.Cost:F6}");
        line += progress.Validation is { } metrics ? $"; validation: {(metrics is Evaluation { Outputs.Count: > 0 } ? Short(metrics) : metrics)}" : "";
        line += string.Create(CultureInfo.InvariantCulture, $"; learning rate {progress.LearningRate:G4}");
        Take();
        return speed.IsKnown ? $"{line}; {speed}" : line;
    }

    /// <summary>Where a training stood when it was asked.</summary>
    private sealed record Standing(StepProgress Progress, double MeanCost, long Time);

    /// <summary>How fast the training is, of late.</summary>
    private sealed class Speed
    {
        private Standing? first;
        private double stepsPerSecond;
        private double examplesPerSecond;

        public Standing? Last { get; private set; }

        public bool IsKnown => examplesPerSecond > 0;

        public void Add(Standing standing)
        {
            first ??= standing;
            if (Last is { } last && standing.Time > last.Time)
            {
                double seconds = (standing.Time - last.Time) / (double)Stopwatch.Frequency;

                // The mean of some seconds: what one of them says is forgotten by half after two.
                double weight = first == last ? 1 : 1 - Math.Pow(0.5, seconds / 2);
                stepsPerSecond += weight * (((standing.Progress.Step - last.Progress.Step) / seconds) - stepsPerSecond);
                examplesPerSecond += weight * (((Examples(standing) - Examples(last)) / seconds) - examplesPerSecond);
            }

            Last = standing;
        }

        public override string ToString()
        {
            if (!IsKnown || Last is not { } last)
            {
                return "…";
            }

            double left = ((double)last.Progress.Epochs * last.Progress.Examples) - Examples(last);
            var elapsed = TimeSpan.FromSeconds((last.Time - first!.Time) / (double)Stopwatch.Frequency);
            return string.Create(CultureInfo.InvariantCulture, $"{Short(stepsPerSecond)} steps/s, {Short(examplesPerSecond)} examples/s; {Time(elapsed)} elapsed, {Time(TimeSpan.FromSeconds(Math.Min(left / examplesPerSecond, 1e9)))} left");
        }

        private static double Examples(Standing standing) => ((double)standing.Progress.Epoch * standing.Progress.Examples) + standing.Progress.Example;

        private static string Short(double rate) => rate.ToString(rate < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

        private static string Time(TimeSpan time) => time.TotalDays >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} d {time:hh\\:mm}")
            : time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);
    }
}
