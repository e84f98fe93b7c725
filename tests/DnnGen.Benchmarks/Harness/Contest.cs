using System.Diagnostics;

namespace DnnGen.Benchmarks.Harness;

/// <summary>One side of a comparison: what it does a number of times, in a loop of its own so that no call is paid for each time.</summary>
internal sealed record Contestant(string Name, Action<int> Repeat);

/// <summary>How a contestant did.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seconds">The time of one call.</param>
/// <param name="Ratio">Its time over that of the first contestant, of blocks side by side: how many times faster the first is.</param>
/// <param name="FastestRatio">The same of the fastest blocks of both: what is left when other programs disturb most blocks.</param>
internal sealed record Standing(string Name, Spread Seconds, Spread Ratio, double FastestRatio);

/// <summary>
/// Times contestants in blocks, in turns: A B, B A, A B, …. A machine that others use too is slow at times; what is slow
/// for a while is slow for both sides of a round, and the ratio of a round stays what it is. Between the turns of sides
/// with helpers is a pause in which the helpers of the side before fall asleep: those of OpenMP look out for more work for
/// some milliseconds, and would take the processors that the other side is timed on.
/// </summary>
internal static class Contest
{
    /// <summary>Longer than the helpers of any side stay awake without work.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    public static IReadOnlyList<Standing> Run(IReadOnlyList<Contestant> contestants, int threads, Effort effort)
    {
        bool pauses = threads > 1 && contestants.Count > 1;
        int[] calls = [.. contestants.Select(contestant => WarmUp(contestant, effort))];
        var times = contestants.Select(_ => new List<double>()).ToArray();
        var clock = Stopwatch.StartNew();
        for (int round = 0; round < effort.FewestRounds || clock.Elapsed < effort.Total; round++)
        {
            for (int turn = 0; turn < contestants.Count; turn++)
            {
                int side = round % 2 == 0 ? turn : contestants.Count - 1 - turn;
                if (pauses)
                {
                    Thread.Sleep(Pause);
                }

                // The caches hold the other side's numbers, and this side's helpers sleep: a few calls are not timed.
                contestants[side].Repeat(Math.Max(1, calls[side] / 4));
                times[side].Add(Time(contestants[side], calls[side]));
            }
        }

        return
        [
            .. contestants.Select((contestant, side) => new Standing(
                contestant.Name, Spread.Of(times[side]), Spread.Of(times[side].Zip(times[0], (its, first) => its / first)), times[side].Min() / times[0].Min())),
        ];
    }

    /// <summary>Calls a contestant until the runtime has compiled it for good.</summary>
    /// <returns>The calls that make a block.</returns>
    private static int WarmUp(Contestant contestant, Effort effort)
    {
        // Short loops first: the runtime counts calls, and a loop that is called once would stay as it was compiled first.
        int calls = 1;
        double perCall = double.PositiveInfinity;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < effort.WarmUp)
        {
            double seconds = Time(contestant, calls);
            perCall = Math.Min(perCall, seconds);
            if (seconds * calls < 0.5e-3 && calls < 1 << 28)
            {
                calls *= 2;
            }
        }

        return (int)Math.Clamp(Math.Ceiling(effort.Block.TotalSeconds / perCall), 1, 1 << 30);
    }

    /// <summary>Seconds of one call.</summary>
    private static double Time(Contestant contestant, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        contestant.Repeat(calls);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}
