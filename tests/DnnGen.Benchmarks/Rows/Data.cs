using System.Numerics;

namespace DnnGen.Benchmarks.Rows;

/// <summary>Numbers to compute with, the same in every run.</summary>
internal static class Data
{
    /// <summary>Numbers between 0 and 1, as pictures have them.</summary>
    public static T[] Uniform<T>(int length, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new SeededRandom(seed);
        var numbers = new T[length];
        for (int i = 0; i < length; i++)
        {
            numbers[i] = T.CreateTruncating(random.NextUniform());
        }

        return numbers;
    }

    /// <summary>Texts of 64 tokens among 96, and the tokens that come next.</summary>
    public static (T[] X, T[] Y) Tokens<T>(int examples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] Draw(ulong seed) => [.. Uniform<double>(64 * examples, seed).Select(number => T.CreateTruncating(Math.Floor(96 * number)))];
        return (Draw(1), Draw(2));
    }

    /// <summary>A class for each example: a one among zeros, or 0 and 1 in turns where there is one output.</summary>
    public static T[] Labels<T>(int outputs, int examples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var labels = new T[outputs * examples];
        for (int i = 0; i < examples; i++)
        {
            if (outputs > 1)
            {
                labels[(i * outputs) + (i % outputs)] = T.One;
            }
            else
            {
                labels[i] = T.CreateTruncating(i % 2);
            }
        }

        return labels;
    }

    /// <summary>The largest difference, relative to the largest number.</summary>
    public static double Difference<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (actual.Length != expected.Length)
        {
            return double.PositiveInfinity;
        }

        double difference = 0, largest = double.Epsilon;
        for (int i = 0; i < actual.Length; i++)
        {
            double distance = Math.Abs(double.CreateTruncating(actual[i]) - double.CreateTruncating(expected[i]));
            difference = double.IsNaN(distance) ? double.PositiveInfinity : Math.Max(difference, distance);
            largest = Math.Max(largest, Math.Abs(double.CreateTruncating(expected[i])));
        }

        return difference / largest;
    }

    /// <summary>How far two orders of adding up some thousand products may differ.</summary>
    public static double Tolerance<T>() => typeof(T) == typeof(double) ? 1e-10 : 2e-4;
}
