using System.Globalization;
using System.Text;

namespace DnnGen;

/// <summary>How often the examples of each class were decided for which class.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] counts;

    internal ConfusionMatrix(int classes)
    {
        Classes = classes;
        counts = new long[classes * classes];
    }

    /// <summary>The number of classes: 2 for one sigmoid, otherwise the outputs of the network.</summary>
    public int Classes { get; }

    /// <summary>The examples of a class that were decided for a class.</summary>
    /// <param name="actual">The class by its label, from 0.</param>
    /// <param name="predicted">The class by the decision of the network, from 0.</param>
    /// <returns>How many.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int predicted]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(actual);
            ArgumentOutOfRangeException.ThrowIfNegative(predicted);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(actual, Classes);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(predicted, Classes);
            return counts[(actual * Classes) + predicted];
        }
    }

    /// <summary>The matrix as a table: a row for each class, a column for each decision.</summary>
    /// <returns>The table.</returns>
    public override string ToString()
    {
        int width = Math.Max(counts.Max(), Classes - 1).ToString(CultureInfo.InvariantCulture).Length + 2;
        var table = new StringBuilder("actual \\ predicted");
        int first = table.Length;
        for (int predicted = 0; predicted < Classes; predicted++)
        {
            table.Append(predicted.ToString(CultureInfo.InvariantCulture).PadLeft(width));
        }

        for (int actual = 0; actual < Classes; actual++)
        {
            table.Append('\n').Append(actual.ToString(CultureInfo.InvariantCulture).PadLeft(first));
            for (int predicted = 0; predicted < Classes; predicted++)
            {
                table.Append(this[actual, predicted].ToString(CultureInfo.InvariantCulture).PadLeft(width));
            }
        }

        return table.ToString();
    }

    internal void Count(int actual, int predicted) => counts[(actual * Classes) + predicted]++;
}
