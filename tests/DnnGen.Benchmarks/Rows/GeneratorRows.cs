using System.Globalization;
using System.Text.RegularExpressions;

using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Report;

using Microsoft.CodeAnalysis;

namespace DnnGen.Benchmarks.Rows;

/// <summary>What the generator costs: in a build, where it starts cold, and in the editor, where it stays.</summary>
internal static partial class GeneratorRows
{
    private const string Group = "Generator";

    private const int ManyNetworks = 1000;

    public static IEnumerable<Row> All =>
    [
        new($"{Group}: one network, cold", true, session => session.Add(Cold(session.Effort == Effort.Quick ? 3 : 7))),
        new($"{Group}: one network, warm; an edit beside it", true, session =>
        {
            foreach (var figure in Warm(session.Effort))
            {
                session.Add(figure);
            }
        }),
        new($"{Group}: 1,000 networks", false, session => session.Add(Many())),
    ];

    /// <summary>The compiler's own clock, in a new process: the generator's code is compiled while it runs.</summary>
    private static Figure Cold(int runs)
    {
        const string name = "one network, cold (a compiler process of its own)", goal = "≤ 20 ms";
        using var folder = new TemporaryFolder();
        var times = new List<double>();
        for (int run = 0; run < runs; run++)
        {
            var result = Compile(folder, SourceTexts.OneNetwork, withGenerator: true);
            if (TotalTime().Match(result.Output) is not { Success: true } match)
            {
                return new(Group, name, "not measured", goal, null) { Remark = $"the compiler did not tell: {result.LastLine}" };
            }

            times.Add(1000 * double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }

        double median = Spread.Of(times).Median;
        return new(Group, name, FormattableString.Invariant($"{median:F0} ms"), goal, median <= 20) { Number = median, Remark = "as the compiler reports it, its own work for the generator included" };
    }

    private static IEnumerable<Figure> Warm(Effort effort)
    {
        const string other = "public static class Other { public static int Twice(int n) { return 2 * n; } }";
        var compilation = UserProject.Compile(SourceTexts.OneNetwork, other);
        var otherTree = compilation.SyntaxTrees[^1];
        var generation = new List<double>();
        var editing = new List<double>();
        var rerun = new HashSet<string>();
        for (int round = -20; round < 5 * effort.FewestRounds; round++)
        {
            var driver = UserProject.Driver().RunGenerators(compilation.Clone());
            double first = driver.GetTimingInfo().ElapsedTime.TotalMilliseconds;
            var edited = compilation.ReplaceSyntaxTree(otherTree, UserProject.Parse(other.Replace("2 * n", FormattableString.Invariant($"2 * n + {round}"), StringComparison.Ordinal), 2));
            driver = driver.RunGenerators(edited);
            double second = driver.GetTimingInfo().ElapsedTime.TotalMilliseconds;
            if (round >= 0)
            {
                generation.Add(first);
                editing.Add(second);
            }

            var steps = driver.GetRunResult().Results.SelectMany(result => result.TrackedOutputSteps);
            rerun.UnionWith(steps
                .Where(step => step.Value.Any(run => run.Outputs.Any(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))))
                .Select(step => step.Key));
        }

        double warm = Spread.Of(generation).Median, edit = Spread.Of(editing).Median;
        yield return new(Group, "one network, warm", FormattableString.Invariant($"{warm:F2} ms"), "≤ 20 ms", warm <= 20) { Number = warm };
        yield return new(Group, "an edit that does not touch it", rerun.Count == 0 ? "nothing re-run" : $"re-run: {string.Join(", ", rerun.Order(StringComparer.Ordinal))}", "nothing re-run", rerun.Count == 0)
        {
            Number = edit,
            Remark = FormattableString.Invariant($"{edit:F2} ms to find that out"),
        };
    }

    /// <summary>The whole compiler with and without the generator, on the same source: what is generated has to be compiled too.</summary>
    private static Figure Many()
    {
        const string name = "1,000 networks in one project, added build time", goal = "≤ 10 s, linear";
        using var folder = new TemporaryFolder();
        double Added(int networks)
        {
            string source = SourceTexts.Networks(networks);
            double with = double.PositiveInfinity, without = double.PositiveInfinity;
            for (int run = 0; run < 2; run++)
            {
                without = Math.Min(without, Compile(folder, source, withGenerator: false).Elapsed.TotalSeconds);
                with = Math.Min(with, Compile(folder, source, withGenerator: true).Elapsed.TotalSeconds);
            }

            return with - without;
        }

        var check = Compile(folder, SourceTexts.Networks(1), withGenerator: true);
        if (check.ExitCode != 0)
        {
            return new(Group, name, "not measured", goal, null) { Remark = $"the compiler failed: {check.LastLine}" };
        }

        double quarter = Added(ManyNetworks / 4), half = Added(ManyNetworks / 2), all = Added(ManyNetworks);

        // What 500 more networks cost against 250 more before them: twice as much where the cost is linear.
        double growth = (all - half) / (2 * (half - quarter));
        return new(Group, name, FormattableString.Invariant($"{all:F1} s"), goal, all <= 10 && growth < 1.5)
        {
            Number = all,
            Remark = FormattableString.Invariant($"{quarter:F1} s for 250, {half:F1} s for 500; each of the last 500 costs {growth:F2} times one of the 250 before"),
        };
    }

    private static CommandResult Compile(TemporaryFolder folder, string source, bool withGenerator)
    {
        File.WriteAllText(folder.File("Source.cs"), "using DnnGen;\n" + source);
        File.WriteAllLines(
            folder.File("compile.rsp"),
            [
                "/noconfig", "/nologo", "/target:library", "/langversion:14", "/nullable:enable", "/optimize+", "/preferreduilang:en", "/reportanalyzer", "/nostdlib+",
                $"/out:\"{folder.File("User.dll")}\"",
                .. withGenerator ? new[] { $"/analyzer:\"{BuildPlace.Generator}\"" } : [],
                .. BuildPlace.References.Select(path => $"/reference:\"{path}\""),
                $"\"{folder.File("Source.cs")}\"",
            ]);
        return Command.Run(BuildPlace.Dotnet, folder.Name, "exec", BuildPlace.Compiler, "@" + folder.File("compile.rsp"));
    }

    [GeneratedRegex(@"Total generator execution time: ([\d.]+)")]
    private static partial Regex TotalTime();
}
