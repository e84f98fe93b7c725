using System.Globalization;

namespace DnnGen.Generator.Declaration;

/// <summary>A size of a block, times a whole number and divided by one: <c>4 * Block.Width</c>, as the compiler has left it in an attribute.</summary>
internal sealed record BlockSize(string Name, int Times, int Parts)
{
    /// <summary>The numbers below it are no sizes that anybody writes; only <c>Padding.Same</c>, the lowest of all, is.</summary>
    private const int LowestSize = -1_000_000;

    /// <summary>What the numbers of all sizes have in common, so that they can be divided.</summary>
    private const int Whole = 5040;

    /// <summary>The largest divisor that is understood.</summary>
    private const int MostParts = 16;

    private static readonly (string Name, int Number)[] All =
    [
        (nameof(Block.Width), Block.Width), (nameof(Block.Units), Block.Units), (nameof(Block.Filters), Block.Filters),
        (nameof(Block.Kernel), Block.Kernel), (nameof(Block.Stride), Block.Stride), (nameof(Block.Dilation), Block.Dilation),
        (nameof(Block.Groups), Block.Groups), (nameof(Block.Heads), Block.Heads), (nameof(Block.Depth), Block.Depth),
    ];

    /// <summary>The names of all sizes.</summary>
    public static IEnumerable<string> Names => All.Select(size => size.Name);

    /// <summary>The size that a constant stands for; null where it stands for none.</summary>
    public static BlockSize? Of(int value)
    {
        foreach (var (name, number) in All)
        {
            // number = −5040·prime, and value = number·times/parts.
            int prime = -(number / Whole);
            if (value < 0 && value != int.MinValue && value % prime == 0)
            {
                int parts = Whole / GreatestCommonDivisor(Whole, -(value / prime));
                if (parts <= MostParts)
                {
                    return new(name, -(value / prime) / (Whole / parts), parts);
                }
            }
        }

        return null;
    }

    /// <summary>Whether a constant is neither a size of a block nor a number that anybody means.</summary>
    public static bool IsLost(int value) => value < LowestSize && value != int.MinValue && Of(value) is null;

    /// <summary>The number, where the size has this value; null where it is not whole, or too large.</summary>
    public int? With(int size)
    {
        long product = (long)size * Times;
        return product % Parts == 0 && product / Parts is >= int.MinValue and <= int.MaxValue ? (int)(product / Parts) : null;
    }

    /// <summary>As it can be written.</summary>
    public override string ToString() =>
        (Times == 1 ? "" : Times.ToString(CultureInfo.InvariantCulture) + " * ")
        + $"Block.{Name}"
        + (Parts == 1 ? "" : " / " + Parts.ToString(CultureInfo.InvariantCulture));

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
