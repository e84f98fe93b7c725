using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

using DnnGen.Samples;

namespace DnnGen.Benchmarks;

/// <summary>The options of the command line.</summary>
internal static class Settings
{
    public static Option<bool> Quick { get; } = new("--quick") { Description = "The rows that matter most, in about two minutes." };

    public static Option<string[]> Filter { get; } = new("--filter")
    {
        Description = "Only rows whose title contains one of these words, for example --filter training --filter 1024.",
        HelpName = "words",
        DefaultValueFactory = _ => [],
    };

    public static Option<int[]> Threads { get; } = CheckedOption.Create(
        "--threads",
        "Numbers of threads, separated by commas.",
        "a list of numbers of threads from 1 to 256, such as 1,2",
        [.. new[] { 1, Math.Min(2, Environment.ProcessorCount) }.Distinct()],
        static (string text, [MaybeNullWhen(false)] out int[] threads) =>
        {
            string[] parts = text.Split(',');
            threads = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0).Distinct().Order()];
            return threads.All(count => count is >= 1 and <= 256);
        });

    public static Option<string?> Output { get; } = CheckedOption.Path("--output", "folder", "Where results.json, results.md and ratios.svg are written; artifacts/benchmarks by default.");

    public static Option<string?> Readme { get; } = CheckedOption.Path("--readme", "file", "A Markdown file whose table of measured figures is written anew.");

    public static Option<bool> List { get; } = new("--list") { Description = "Only lists the titles of the rows." };
}
