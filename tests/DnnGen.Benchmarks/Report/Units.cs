using System.Globalization;

using DnnGen.Benchmarks.Harness;

namespace DnnGen.Benchmarks.Report;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class Units
{
    public static string Time(double seconds) => seconds switch
    {
        < 1e-6 => Digits(seconds * 1e9) + " ns",
        < 1e-3 => Digits(seconds * 1e6) + " µs",
        < 1 => Digits(seconds * 1e3) + " ms",
        _ => Digits(seconds) + " s",
    };

    /// <summary>How many times faster, as 3.2×.</summary>
    public static string Ratio(double ratio) => Digits(ratio) + "×";

    /// <summary>The quartiles of a ratio, where they are not the same.</summary>
    public static string Quartiles(Spread ratio) => $"{Digits(ratio.LowerQuartile)}–{Digits(ratio.UpperQuartile)}";

    public static string Giga(double perSecond) => Digits(perSecond / 1e9);

    public static string Percent(double share) => (100 * share).ToString("F0", CultureInfo.InvariantCulture) + " %";

    public static string Bytes(double bytes) => bytes.ToString("#,0.#", CultureInfo.InvariantCulture) + " B";

    public static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";

    /// <summary>Three digits that count, and no more.</summary>
    public static string Digits(double number) => Math.Abs(number) switch
    {
        >= 100 => number.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => number.ToString("F1", CultureInfo.InvariantCulture),
        _ => number.ToString("F2", CultureInfo.InvariantCulture),
    };
}
