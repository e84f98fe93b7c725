namespace DnnGen.Samples.Cats.Pictures;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): integer steps only, and kept here so that the pictures stay the same whatever
/// generators the library gains or changes.
/// </summary>
internal sealed class PictureRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)((Next() >> 33) % (uint)count);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public double Between(double low, double high) => low + ((high - low) * ((Next() >> 11) * (1.0 / (1UL << 53))));

    public bool Chance(double probability) => Between(0, 1) < probability;

    public TItem Pick<TItem>(ReadOnlySpan<TItem> items) => items[Below(items.Length)];

    /// <summary>Puts the items in random order.</summary>
    public void Shuffle<TItem>(Span<TItem> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
