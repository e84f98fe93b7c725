namespace DnnGen.Benchmarks.Harness;

/// <summary>What calls take from the managed heap.</summary>
internal static class Allocation
{
    private const int Calls = 16;

    /// <summary>Bytes of one call, on all threads, after the first calls.</summary>
    /// <remarks>The runtime allocates a little of its own now and then, never each time: the least of a few tries counts.</remarks>
    public static double PerCall(Action<int> repeat)
    {
        repeat(2);
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            repeat(Calls);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return (double)least / Calls;
    }
}
