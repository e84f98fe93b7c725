using System.Globalization;
using System.Numerics;

namespace DnnGen.Tests;

/// <summary>Comparisons that say which element differs.</summary>
internal static class Check
{
    public static void Close<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double number = double.CreateTruncating(actual[i]);

            // Written so that a NaN on either side fails.
            Assert.True(
                Math.Abs(number - expected[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                string.Create(CultureInfo.InvariantCulture, $"Element {i}: expected {expected[i]:R}, got {number:R}."));
        }
    }

    public static void Close<T>(Matrix<T> expected, Matrix<T> actual, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        for (int i = 0; i < expected.Rows; i++)
        {
            for (int j = 0; j < expected.Columns; j++)
            {
                double wanted = double.CreateTruncating(expected[i, j]), number = double.CreateTruncating(actual[i, j]);
                Assert.True(
                    Math.Abs(number - wanted) <= tolerance * Math.Max(1, Math.Abs(wanted)),
                    string.Create(CultureInfo.InvariantCulture, $"[{i}, {j}]: expected {wanted:R}, got {number:R}."));
            }
        }
    }

    public static void BitwiseEqual(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i]),
                string.Create(CultureInfo.InvariantCulture, $"Element {i}: expected {expected[i]:R}, got {actual[i]:R}."));
        }
    }
}
