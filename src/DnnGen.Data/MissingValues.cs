using System.Globalization;

namespace DnnGen.Data;

/// <summary>What stands for a number that is missing in a CSV file.</summary>
public sealed record MissingValues
{
    private MissingValues(bool isMean, double? value)
    {
        IsMean = isMean;
        Value = value;
    }

    /// <summary>A missing number is an error that names its place. This is the rule when nothing is said.</summary>
    public static MissingValues Error { get; } = new(false, null);

    /// <summary>The mean of the numbers that the column does hold.</summary>
    public static MissingValues Mean { get; } = new(true, null);

    /// <summary>Whether missing numbers become the mean of their column.</summary>
    public bool IsMean { get; }

    /// <summary>The number that missing ones become; null for <see cref="Error"/> and <see cref="Mean"/>.</summary>
    public double? Value { get; }

    /// <summary>One number for all that are missing.</summary>
    /// <param name="value">The number, which is finite.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static MissingValues Replace(double value) => double.IsFinite(value)
        ? new(false, value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "What stands for a missing number must be a finite number.");

    /// <summary>The rule as text.</summary>
    /// <returns>Such as <c>Replace(0)</c>, the same in every culture.</returns>
    public override string ToString() => IsMean ? "Mean" : Value is { } value ? string.Create(CultureInfo.InvariantCulture, $"Replace({value})") : "Error";
}
