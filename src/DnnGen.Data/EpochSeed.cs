namespace DnnGen.Data;

/// <summary>Random numbers that follow from a seed, an epoch and a place alone, so that an interrupted training finds them again.</summary>
internal static class EpochSeed
{
    /// <summary>The seed of what is drawn for an epoch, or for one place in it.</summary>
    public static ulong Of(ulong seed, long epoch, long place = -1) => Mixed(Mixed(Mixed(seed) ^ (ulong)epoch) ^ (ulong)place);

    /// <summary>The order of the examples in an epoch.</summary>
    public static void Permute(Span<int> order, ulong seed, int epoch) => new SeededRandom(Of(seed, epoch)).NextPermutation(order);

    /// <summary>The finalizer of splitmix64 (G. L. Steele, D. Lea, C. H. Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).</summary>
    private static ulong Mixed(ulong number)
    {
        number += 0x9E3779B97F4A7C15;
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }
}
