namespace DnnGen.Reporting;

/// <summary>How a <see cref="TrainingConsole"/> shows a training.</summary>
public sealed record TrainingConsoleSettings
{
    /// <summary>Where to; <see langword="null"/> is the standard output.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>
    /// Whether lines are rewritten; <see langword="null"/> does so where the standard output is a terminal that can, and otherwise writes
    /// plain lines.
    /// </summary>
    public bool? Live { get; init; }

    /// <summary>The time from one rewriting to the next; a quarter of a second when not given.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>About how many plain lines a whole training writes; 20 when not given.</summary>
    public int Lines { get; init; } = 20;

    /// <summary>What is trained, for the first line of the display; <see langword="null"/> names nothing.</summary>
    public string? Title { get; init; }
}
