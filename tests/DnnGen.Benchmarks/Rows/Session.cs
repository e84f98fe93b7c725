using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Report;

namespace DnnGen.Benchmarks.Rows;

/// <summary>A run of the benchmarks: it times what the rows bring and keeps what came out.</summary>
internal sealed class Session(Effort effort, MachineLimits limits, Action<string> tell)
{
    private readonly List<Comparison> comparisons = [];
    private readonly List<Figure> figures = [];

    public Effort Effort => effort;

    public MachineLimits Limits => limits;

    public IReadOnlyList<Comparison> Comparisons => comparisons;

    public IReadOnlyList<Figure> Figures => figures;

    /// <summary>Times ours and the peers in turns.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="ours">Ours; null where there is nothing to call yet.</param>
    /// <param name="candidates">The peers; they are disposed.</param>
    /// <param name="work">What one call has to do.</param>
    /// <param name="problem">What is wrong with ours.</param>
    public void Compare(Subject subject, Action<int>? ours, IReadOnlyList<Candidate> candidates, Work work, string? problem = null)
    {
        var timed = candidates.Where(candidate => candidate.Repeat is not null).ToList();
        var contestants = timed.Select(candidate => candidate.ToContestant()).ToList();
        if (ours is not null)
        {
            contestants.Insert(0, new("DnnGen", ours));
        }

        var load = LoadOfOthers.Start();
        var standings = contestants.Count > 0 ? Contest.Run(contestants, subject.Threads, effort) : [];
        double? others = load.Stop();
        var mine = ours is null ? null : standings[0];
        var opponents = candidates.Select(candidate =>
        {
            var standing = standings.FirstOrDefault(standing => standing.Name == candidate.Name && standing != mine);
            Spread? seconds = standing?.Seconds ?? (candidate.FixedSeconds is { } given ? new(given, given, given) : null);
            Spread? ratio = mine is null ? null
                : standing is not null ? standing.Ratio
                : candidate.FixedSeconds is { } elsewhere ? new(elsewhere / mine.Seconds.Median, elsewhere / mine.Seconds.UpperQuartile, elsewhere / mine.Seconds.LowerQuartile)
                : null;
            return new Opponent(candidate.Name, candidate.Goal)
            {
                Seconds = seconds,
                Ratio = ratio,
                Disturbed = mine is not null && IsDisturbed(standing?.Ratio ?? mine.Seconds, others, subject.Threads),
                FastestRatio = mine is null ? null : standing?.FastestRatio,
                Difference = candidate.Difference,
                Missing = candidate.Missing,
                Remark = candidate.Remark,
            };
        });

        double flopLimit = work.Flop / limits.PeakOf(subject.Precision, subject.Threads);
        double memoryLimit = work.BytesRead / limits.BandwidthOf(work.WorkingSet, subject.Threads);
        Add(new Comparison(subject.Group, subject.Name, subject.Precision, subject.Threads, [.. opponents])
        {
            Seconds = mine?.Seconds,
            FlopPerSecond = mine is null ? null : work.Flop / mine.Seconds.Median,
            ShareOfLimit = mine is null ? null : Math.Max(flopLimit, memoryLimit) / mine.Seconds.Median,
            Limit = flopLimit >= memoryLimit ? "FMA" : "memory",
            AllocatedBytes = ours is null ? null : Allocation.PerCall(ours),
            OthersLoad = others,
            Problem = problem ?? (candidates.FirstOrDefault(candidate => candidate.Disagrees) is { } other ? $"{other.Name} and DnnGen compute different numbers" : null),
        });
        foreach (var candidate in candidates)
        {
            candidate.Dispose();
        }
    }

    /// <summary>
    /// Whether others took processors that the row needed, or its own blocks do not agree. Threads that wait for each other
    /// in a loop, as those of OpenMP do, become slower by a factor of a hundred when one of them has to give way.
    /// </summary>
    private static bool IsDisturbed(Spread blocks, double? others, int threads)
    {
        const double slack = 0.25, widest = 1.5;
        double free = Environment.ProcessorCount - Math.Min(threads, Environment.ProcessorCount);
        return others * Environment.ProcessorCount > free + slack || blocks.UpperQuartile > widest * blocks.LowerQuartile;
    }

    public void Add(Figure figure)
    {
        figures.Add(figure);
        tell(Tables.Line(figure));
    }

    private void Add(Comparison comparison)
    {
        comparisons.Add(comparison);
        tell(Tables.Line(comparison));
    }
}

/// <summary>What one call has to do, whoever does it.</summary>
/// <param name="Flop">Floating-point operations; a multiply-add is two.</param>
/// <param name="BytesRead">Bytes that have to be read at least once each time they are needed.</param>
/// <param name="WorkingSet">Bytes that lie there, which decides from which memory they come.</param>
internal sealed record Work(double Flop, double BytesRead, double WorkingSet);
