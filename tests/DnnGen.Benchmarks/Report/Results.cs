using System.Text.Json.Serialization;

using DnnGen.Benchmarks.Harness;

namespace DnnGen.Benchmarks.Report;

/// <summary>A peer in a row: how it did beside us, or why it did not.</summary>
/// <param name="Name">The peer.</param>
/// <param name="Goal">How many times faster we are to be; null where nothing was promised.</param>
internal sealed record Opponent(string Name, double? Goal)
{
    /// <summary>The time of one call.</summary>
    public Spread? Seconds { get; init; }

    /// <summary>How many times faster we are.</summary>
    public Spread? Ratio { get; init; }

    /// <summary>The same of the fastest blocks of both sides.</summary>
    public double? FastestRatio { get; init; }

    /// <summary>The largest difference between its numbers and ours, relative to the largest number.</summary>
    public double? Difference { get; init; }

    /// <summary>Why it was not timed.</summary>
    public string? Missing { get; init; }

    /// <summary>What has to be known of its time.</summary>
    public string? Remark { get; init; }

    /// <summary>Whether other programs disturbed the row so much that it proves nothing.</summary>
    public bool Disturbed { get; init; }

    /// <summary>Whether the goal is met; null where there is none, or where nobody can tell.</summary>
    public bool? Met => Goal is { } goal && Ratio is { } ratio && !Disturbed ? ratio.Median >= goal : null;
}

/// <summary>A row in which we are compared with peers.</summary>
internal sealed record Comparison(string Group, string Name, string Precision, int Threads, IReadOnlyList<Opponent> Opponents)
{
    /// <summary>The time of one call of ours; null where there is nothing of ours to call yet.</summary>
    public Spread? Seconds { get; init; }

    public double? FlopPerSecond { get; init; }

    /// <summary>The time that no program can be below on this machine, as measured, over ours.</summary>
    public double? ShareOfLimit { get; init; }

    /// <summary>What that limit is.</summary>
    public string? Limit { get; init; }

    /// <summary>Managed bytes that one call allocates.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>The share of all processors that other programs used meanwhile, where the system tells.</summary>
    public double? OthersLoad { get; init; }

    /// <summary>What went wrong with our side.</summary>
    public string? Problem { get; init; }
}

/// <summary>A row with one figure of ours and what it should be.</summary>
internal sealed record Figure(string Group, string Name, string Value, string Goal, bool? Met)
{
    /// <summary>The value as a number, in the unit of the goal.</summary>
    public double? Number { get; init; }

    public string? Remark { get; init; }
}

/// <summary>Where the figures were measured.</summary>
internal sealed record Place(string Processor, int Processors, string System, string Runtime, string Vectors, string Mode, DateTime Time)
{
    /// <summary>How many threads the library can use, in words.</summary>
    public required string OurThreads { get; init; }

    /// <summary>The peers that are missing, and why.</summary>
    public required IReadOnlyDictionary<string, string> MissingPeers { get; init; }
}

/// <summary>All of a run.</summary>
internal sealed record Results(Place Place, MachineLimits Limits, IReadOnlyList<Comparison> Comparisons, IReadOnlyList<Figure> Figures, double Seconds)
{
    /// <summary>Whether all sides computed the same numbers.</summary>
    [JsonIgnore]
    public bool Agree => Comparisons.All(row => row.Problem is null);
}
