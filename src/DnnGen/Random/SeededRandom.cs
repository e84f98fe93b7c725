using System.Numerics;

namespace DnnGen;

/// <summary>The default source of random numbers: fast, and the same numbers from the same seed on every machine.</summary>
/// <remarks>
/// The generator is xoshiro256** (D. Blackman, S. Vigna: Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47,
/// 2021), its state filled from the seed by splitmix64, as its authors recommend. The normal numbers use only operations
/// that IEEE 754 rounds exactly (+, −, ·, /, √): the mathematical libraries of operating systems differ in the last bits.
/// </remarks>
public sealed class SeededRandom : IRandom, IResumableRandom
{
    private ulong s0, s1, s2, s3;
    private double? secondNormal;

    /// <summary>Starts the stream of a seed.</summary>
    /// <param name="seed">The seed.</param>
    public SeededRandom(ulong seed)
    {
        s0 = SplitMix(ref seed);
        s1 = SplitMix(ref seed);
        s2 = SplitMix(ref seed);
        s3 = SplitMix(ref seed);
    }

    /// <inheritdoc/>
    public double NextUniform() => (Next() >> 11) * (1.0 / (1ul << 53));

    /// <inheritdoc/>
    /// <remarks>
    /// The polar method (G. Marsaglia, T. A. Bray, 1964): a point (x₁, x₂) drawn uniformly from the unit disc, r² = x₁² + x₂²,
    /// gives the two independent numbers x₁·f and x₂·f with f = √(−2·log(r²) / r²). The second one is kept for the next call.
    /// </remarks>
    public double NextNormal()
    {
        if (secondNormal is double kept)
        {
            secondNormal = null;
            return kept;
        }

        double x1, x2, square;
        do
        {
            x1 = (2.0 * NextUniform()) - 1.0;
            x2 = (2.0 * NextUniform()) - 1.0;
            square = (x1 * x1) + (x2 * x2);
        }
        while (square is >= 1.0 or 0.0);

        double factor = Math.Sqrt(-2.0 * Log(square) / square);
        secondNormal = factor * x2;
        return factor * x1;
    }

    /// <inheritdoc/>
    public void NextPermutation(Span<int> permutation)
    {
        // Fisher–Yates, shuffling while it fills.
        for (int i = 0; i < permutation.Length; i++)
        {
            int j = (int)NextBelow((ulong)i + 1);
            permutation[i] = permutation[j];
            permutation[j] = i;
        }
    }

    ulong[] IResumableRandom.Capture() =>
        [s0, s1, s2, s3, secondNormal is null ? 0ul : 1, BitConverter.DoubleToUInt64Bits(secondNormal ?? 0)];

    bool IResumableRandom.Restore(ReadOnlySpan<ulong> captured)
    {
        if (captured.Length != 6)
        {
            return false;
        }

        (s0, s1, s2, s3) = (captured[0], captured[1], captured[2], captured[3]);
        secondNormal = captured[4] == 0 ? null : BitConverter.UInt64BitsToDouble(captured[5]);
        return true;
    }

    /// <summary>log x of a normal number x &gt; 0, to about one unit in the last place, with exactly rounded operations alone.</summary>
    /// <remarks>
    /// x = 2ᵏ·m with √½ ≤ m &lt; √2, and log m = 2·artanh(s) = 2(s + s³/3 + s⁵/5 + …) with s = (m − 1)/(m + 1). There s² is at
    /// most 0.0295, so that the term after s²³/23 is below 10⁻¹⁹ of the sum.
    /// </remarks>
    internal static double Log(double x)
    {
        const double ln2 = 0.6931471805599453;
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        double s = (mantissa - 1.0) / (mantissa + 1.0);
        double square = s * s;
        double series = 0.0;
        for (int n = 23; n >= 3; n -= 2)
        {
            series = (series + (1.0 / n)) * square;
        }

        return (exponent * ln2) + ((2.0 * s) + (2.0 * s * series));
    }

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1, each equally likely.</summary>
    /// <remarks>
    /// The high half of draw · bound (D. Lemire: Fast Random Integer Generation in an Interval, ACM TOMACS 29, 2019); draws
    /// whose low half falls below 2⁶⁴ mod bound are those that some results would have in excess.
    /// </remarks>
    private ulong NextBelow(ulong bound)
    {
        ulong excess = unchecked(0ul - bound) % bound;
        ulong result, low;
        do
        {
            result = Math.BigMul(Next(), bound, out low);
        }
        while (low < excess);

        return result;
    }

    private ulong Next()
    {
        ulong result = unchecked(BitOperations.RotateLeft(s1 * 5, 7) * 9);
        ulong shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9e3779b97f4a7c15;
            ulong z = state;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            return z ^ (z >> 31);
        }
    }
}
