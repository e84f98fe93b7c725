using System.Globalization;

namespace DnnGen;

/// <summary>How many threads the kernels may use.</summary>
/// <remarks>
/// Work that is worth it is divided among the calling thread and helpers that the library keeps; small work is done where
/// it is asked for. Results are the same, bit for bit, for any number of threads. Two threads that train or predict at the
/// same time do not wait for each other: while the helpers serve one, the other does its work alone.
/// </remarks>
public static class Parallelism
{
    private static int maxThreads = Math.Min(Environment.ProcessorCount, Threading.ParallelRegion.MostThreads);

    /// <summary>
    /// The most threads that one product may use, the calling one included: from 1, no helpers, to 64. It begins with the
    /// processors that the program may use, and can be changed at any time, for all networks of the program at once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1 or more than 64.</exception>
    public static int MaxThreads
    {
        get => maxThreads;
        set
        {
            if (value is < 1 or > Threading.ParallelRegion.MostThreads)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value),
                    string.Create(CultureInfo.InvariantCulture, $"Parallelism.MaxThreads is set to {value}; it takes 1 (no helpers) to {Threading.ParallelRegion.MostThreads}."));
            }

            maxThreads = value;
        }
    }
}
