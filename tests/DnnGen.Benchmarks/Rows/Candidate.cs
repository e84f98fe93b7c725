using DnnGen.Benchmarks.Harness;

namespace DnnGen.Benchmarks.Rows;

/// <summary>A peer before it is timed.</summary>
/// <param name="Name">The peer.</param>
/// <param name="Goal">How many times faster we are to be.</param>
internal sealed record Candidate(string Name, double? Goal) : IDisposable
{
    private IDisposable? owner;

    /// <summary>What it does, again and again.</summary>
    public Action<int>? Repeat { get; private init; }

    /// <summary>Why it cannot be timed.</summary>
    public string? Missing { get; private init; }

    /// <summary>Its time, where it was measured elsewhere.</summary>
    public double? FixedSeconds { get; private init; }

    public string? Remark { get; private init; }

    /// <summary>How far its numbers are from ours, relative to the largest of them.</summary>
    public double? Difference { get; private init; }

    /// <summary>Whether that is more than rounding explains.</summary>
    public bool Disagrees { get; private init; }

    /// <summary>A peer of this process.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="goal">How many times faster we are to be.</param>
    /// <param name="missing">Why it is not here, or null.</param>
    /// <param name="prepare">Prepares it; it is disposed after the row.</param>
    /// <param name="tolerance">How far they may be.</param>
    public static Candidate Live(string name, double? goal, string? missing, Func<Prepared> prepare, double tolerance)
    {
        if (missing is not null)
        {
            return new(name, goal) { Missing = missing };
        }

        var (repeat, difference, owner) = prepare();
        return difference <= tolerance
            ? new(name, goal) { Repeat = repeat, Difference = difference, owner = owner }
            : new(name, goal)
            {
                owner = owner,
                Difference = difference,
                Disagrees = true,
                Missing = FormattableString.Invariant($"not timed: its numbers differ from ours by {difference:G2} of the largest one, more than the {tolerance:G2} that rounding explains"),
            };
    }

    /// <summary>A time that was measured elsewhere.</summary>
    public static Candidate Fixed(string name, double? goal, double seconds, string remark) =>
        new(name, goal) { FixedSeconds = seconds, Remark = remark };

    public Contestant ToContestant() => new(Name, Repeat!);

    public void Dispose() => owner?.Dispose();
}

/// <summary>A peer that is ready.</summary>
/// <param name="Repeat">What it does again and again.</param>
/// <param name="Difference">How far its numbers are from ours, relative to the largest of them.</param>
/// <param name="Owner">What it holds outside of managed memory.</param>
internal sealed record Prepared(Action<int> Repeat, double Difference, IDisposable Owner);
