namespace DnnGen;

/// <summary>
/// The random numbers of NumPy's <c>np.random.seed(s)</c> with <c>rand</c>, <c>randn</c> and <c>permutation</c>, bit for bit.
/// </summary>
/// <remarks>
/// <para>
/// The generator is the Mersenne Twister MT19937 (M. Matsumoto, T. Nishimura: Mersenne Twister, ACM TOMACS 8, 1998), its
/// state filled from the seed by Knuth's recurrence. NumPy has frozen this stream (NEP 19).
/// </para>
/// <para>
/// The normal numbers take a logarithm from the operating system's mathematical library, as NumPy does; on a system where
/// that library rounds differently, both may differ in the last bit.
/// </para>
/// </remarks>
public sealed class NumPyRandom : IRandom, IResumableRandom
{
    private const int Length = 624;
    private const int Middle = 397;

    private readonly uint[] state = new uint[Length];
    private int next = Length;
    private double? secondNormal;

    /// <summary>Starts the stream that <c>np.random.seed(seed)</c> starts.</summary>
    /// <param name="seed">The seed.</param>
    public NumPyRandom(uint seed)
    {
        state[0] = seed;
        for (int i = 1; i < Length; i++)
        {
            uint previous = state[i - 1];
            state[i] = unchecked((1812433253u * (previous ^ (previous >> 30))) + (uint)i);
        }
    }

    /// <summary>The next number of <c>np.random.rand()</c>: 53 bits of two 32-bit draws.</summary>
    /// <returns>A number from 0 (included) to 1 (excluded).</returns>
    public double NextUniform()
    {
        uint high = Next() >> 5, low = Next() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <summary>The next number of <c>np.random.randn()</c>.</summary>
    /// <returns>A number of the standard normal distribution.</returns>
    /// <remarks>
    /// The polar method (G. Marsaglia, T. A. Bray, 1964): a point (x₁, x₂) drawn uniformly from the unit disc, r² = x₁² + x₂²,
    /// gives the two independent numbers x₂·f and x₁·f with f = √(−2·log(r²) / r²). The second one is kept for the next call.
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

        double factor = Math.Sqrt(-2.0 * Math.Log(square) / square);
        secondNormal = factor * x1;
        return factor * x2;
    }

    /// <summary>Fills a span as <c>np.random.permutation(length)</c> does.</summary>
    /// <param name="permutation">Receives the numbers 0, 1, …, length − 1 in random order.</param>
    public void NextPermutation(Span<int> permutation)
    {
        for (int i = 0; i < permutation.Length; i++)
        {
            permutation[i] = i;
        }

        // Fisher–Yates from the end.
        for (int i = permutation.Length - 1; i > 0; i--)
        {
            int j = (int)NextUpTo((uint)i);
            (permutation[i], permutation[j]) = (permutation[j], permutation[i]);
        }
    }

    /// <summary>The next numbers of <c>np.random.rand(count)</c>.</summary>
    /// <param name="count">How many.</param>
    /// <returns>An array of <paramref name="count"/> numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public double[] Rand(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var numbers = new double[count];
        foreach (ref double number in numbers.AsSpan())
        {
            number = NextUniform();
        }

        return numbers;
    }

    /// <summary>The next numbers of <c>np.random.randn(rows, columns)</c>, drawn row by row.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>A (<paramref name="rows"/> × <paramref name="columns"/>) matrix.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public Matrix<double> RandN(int rows, int columns)
    {
        var matrix = Matrix<double>.Zeros(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = NextNormal();
            }
        }

        return matrix;
    }

    /// <summary>The next <c>np.random.permutation(count)</c>.</summary>
    /// <param name="count">How many numbers.</param>
    /// <returns>The numbers 0, 1, …, <paramref name="count"/> − 1 in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] permutation = new int[count];
        NextPermutation(permutation);
        return permutation;
    }

    ulong[] IResumableRandom.Capture() =>
        [.. state.Select(word => (ulong)word), (ulong)next, secondNormal is null ? 0ul : 1, BitConverter.DoubleToUInt64Bits(secondNormal ?? 0)];

    bool IResumableRandom.Restore(ReadOnlySpan<ulong> captured)
    {
        if (captured.Length != Length + 3 || captured[Length] > Length)
        {
            return false;
        }

        for (int i = 0; i < Length; i++)
        {
            state[i] = unchecked((uint)captured[i]);
        }

        next = (int)captured[Length];
        secondNormal = captured[Length + 1] == 0 ? null : BitConverter.UInt64BitsToDouble(captured[Length + 2]);
        return true;
    }

    /// <summary>A whole number from 0 to <paramref name="largest"/>, both included: as many low bits as it has, drawn until they fit.</summary>
    private uint NextUpTo(uint largest)
    {
        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(largest);
        uint value;
        do
        {
            value = Next() & mask;
        }
        while (value > largest);

        return value;
    }

    private uint Next()
    {
        if (next == Length)
        {
            Renew();
            next = 0;
        }

        // Tempering: spreads the bits of the linear recurrence.
        uint y = state[next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    /// <summary>The next 624 words: word i from the top bit of itself, the other bits of word i + 1, and word i + 397.</summary>
    private void Renew()
    {
        for (int i = 0; i < Length; i++)
        {
            uint y = (state[i] & 0x80000000u) | (state[(i + 1) % Length] & 0x7fffffffu);
            state[i] = state[(i + Middle) % Length] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0dfu);
        }
    }
}
