extern alias runtime;

using Microsoft.CodeAnalysis;

using ShapeMismatchException = runtime::DnnGen.ShapeMismatchException;

namespace DnnGen.Generator.Tests.ShapeFlow;

/// <summary>
/// The judges of shape flow: right programs of every kind, of which nothing may be said, and wrong ones, of which
/// exactly what they say themselves must be said.
/// </summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Right => [.. CorpusProgram.Names("Right")];

    public static TheoryData<string> Wrong => [.. CorpusProgram.Names("Wrong")];

    [Theory]
    [MemberData(nameof(Right))]
    public async Task A_right_program_draws_no_diagnostic(string name)
    {
        var found = await CorpusProgram.Get("Right", name).AnalyzeAsync();

        Assert.True(found.IsEmpty, Describe(found));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_program_draws_exactly_its_diagnostics(string name)
    {
        var program = CorpusProgram.Get("Wrong", name);
        var complaints = new List<string>();
        var left = program.Expected.ToList();
        foreach (var diagnostic in await program.AnalyzeAsync())
        {
            var expected = left.Find(expectation => expectation.IsAbout(diagnostic));
            if (expected is null)
            {
                complaints.Add("not expected: " + Describe([diagnostic]));
                continue;
            }

            left.Remove(expected);
            var severity = expected.Id.StartsWith("DNN2", StringComparison.Ordinal) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error;
            if (diagnostic.Severity != severity)
            {
                complaints.Add($"{diagnostic.Severity} instead of {severity}: {Describe([diagnostic])}");
            }

            complaints.AddRange(expected.MissingIn(diagnostic).Select(word => $"without '{word}': {Describe([diagnostic])}"));
        }

        complaints.AddRange(left.Select(expectation => $"missing: line {expectation.Line} {expectation.Id} '{expectation.Underlined}'"));
        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
    }

    /// <summary>The corpus is right itself: what it calls right does run.</summary>
    [Theory]
    [MemberData(nameof(Right))]
    public async Task A_right_program_runs(string name)
    {
        var program = CorpusProgram.Get("Right", name);

        Assert.Empty(program.Expected);
        Assert.True(program.HasEntryPoint, "A right program proves by running that it is right.");
        await program.RunAsync();
    }

    /// <summary>And what it calls wrong, and runs, does not come to its end.</summary>
    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_program_fails_at_run_time_too(string name)
    {
        var program = CorpusProgram.Get("Wrong", name);
        string[] lines = program.Text.Split('\n');

        Assert.NotEmpty(program.Expected);
        Assert.All(program.Expected, expectation => Assert.Contains(expectation.Underlined, lines[expectation.Line - 1].Split("// DNN")[0], StringComparison.Ordinal));
        if (program.HasEntryPoint)
        {
            var exception = await Record.ExceptionAsync(program.RunAsync);
            Assert.True(Root(exception) is ShapeMismatchException or ArgumentOutOfRangeException, $"It threw {exception}.");
        }
    }

    [Fact]
    public void The_corpus_is_large()
    {
        Assert.True(CorpusProgram.Names("Right").Length >= 150);
        Assert.True(CorpusProgram.Names("Wrong").Length >= 150);
    }

    private static Exception? Root(Exception? exception) =>
        exception is TypeInitializationException ? exception.InnerException : exception;

    private static string Describe(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics.Select(diagnostic =>
        $"line {Expectation.LineOf(diagnostic)} '{Expectation.UnderlinedBy(diagnostic)}' {diagnostic}"));
}
