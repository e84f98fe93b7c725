using System.Globalization;

namespace DnnGen.Benchmarks.Harness;

/// <summary>How much of the processors other programs use while something is measured; Linux tells.</summary>
internal sealed class LoadOfOthers
{
    private readonly (double Busy, double All)? before = Read();
    private readonly TimeSpan own = Environment.CpuUsage.TotalTime;

    public static LoadOfOthers Start() => new();

    /// <summary>The share of the time of all processors; null where nobody tells.</summary>
    public double? Stop()
    {
        if (before is not { } first || Read() is not { } last || last.All <= first.All)
        {
            return null;
        }

        // The file counts in hundredths of a second.
        double ours = 100 * (Environment.CpuUsage.TotalTime - own).TotalSeconds;
        return Math.Clamp((last.Busy - first.Busy - ours) / (last.All - first.All), 0, 1);
    }

    /// <summary>The time that the processors worked, and all time: the first line is "cpu user nice system idle iowait …".</summary>
    private static (double Busy, double All)? Read()
    {
        const string file = "/proc/stat";
        if (!File.Exists(file))
        {
            return null;
        }

        double[] times = [.. File.ReadLines(file).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return (times.Sum() - times[3] - times[4], times.Sum());
    }
}
