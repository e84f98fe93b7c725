namespace DnnGen.Benchmarks.Harness;

/// <summary>A median and the quartiles around it.</summary>
internal readonly record struct Spread(double Median, double LowerQuartile, double UpperQuartile)
{
    /// <summary>The spread of some numbers, at least one.</summary>
    public static Spread Of(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return new(At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75));
    }

    /// <summary>The number below which a share of all lies, between two of them in proportion.</summary>
    private static double At(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
