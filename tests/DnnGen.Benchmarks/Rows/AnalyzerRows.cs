using System.Diagnostics;

using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Report;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DnnGen.Benchmarks.Rows;

/// <summary>What the analyzers cost in the editor, beside what the compiler itself needs to understand the same file.</summary>
internal static class AnalyzerRows
{
    private const string Group = "Analyzers";

    private const int Methods = 80;

    public static IEnumerable<Row> All =>
    [
        Of("1,000 lines with matrices", SourceTexts.WithMatrices(Methods), 5),
        Of("1,000 lines without matrices", SourceTexts.WithoutMatrices(Methods), 0.2),
    ];

    private static Row Of(string name, string source, double goalMilliseconds) =>
        new($"{Group}: {name}", true, session => session.Add(Measure(name, source, goalMilliseconds, session.Effort)));

    private static Figure Measure(string name, string source, double goalMilliseconds, Effort effort)
    {
        var input = UserProject.Compile(SourceTexts.OneNetwork, source);
        UserProject.Driver().RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        var compilation = (CSharpCompilation)output;
        var tree = input.SyntaxTrees[^1];
        double thousands = tree.GetText().Lines.Count / 1000.0;
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"The source of the row '{name}' does not compile: {errors[0]}");
        }

        var ours = new List<double>();
        var binding = new List<double>();
        int said = 0;

        // The first rounds compile the analyzers themselves, twice, as the runtime does with what is called often.
        for (int round = -30; round < 2 * effort.FewestRounds; round++)
        {
            var bound = compilation.Clone();
            long start = Stopwatch.GetTimestamp();
            bound.GetSemanticModel(tree).GetDiagnostics();
            double bindingTime = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

            var analyzed = compilation.Clone().WithAnalyzers(
                UserProject.Analyzers,
                new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));

            // As in an editor: of this file alone.
            said = analyzed.GetAnalyzerSemanticDiagnosticsAsync(analyzed.Compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult().Length;
            double analysisTime = UserProject.Analyzers.Sum(analyzer => analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalMilliseconds);
            if (round >= 0)
            {
                binding.Add(bindingTime / thousands);
                ours.Add(analysisTime / thousands);
            }
        }

        double median = Spread.Of(ours).Median, bindingMedian = Spread.Of(binding).Median;
        return new(Group, name, FormattableString.Invariant($"{median:F2} ms"), FormattableString.Invariant($"≤ {goalMilliseconds} ms"), median <= goalMilliseconds)
        {
            Number = median,
            Remark = FormattableString.Invariant($"{100 * median / bindingMedian:F1} % of the {bindingMedian:F1} ms in which the compiler binds them; {said} diagnostics"),
        };
    }
}
