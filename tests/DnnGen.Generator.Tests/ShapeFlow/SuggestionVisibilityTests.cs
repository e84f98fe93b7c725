using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

using DnnGen.Generator.ShapeFlow;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DnnGen.Generator.Tests.ShapeFlow;

/// <summary>The suggestion of a shape costs a second analysis: it is looked for where somebody would see it, and there always.</summary>
public sealed class SuggestionVisibilityTests
{
    private static readonly SyntaxTree File = Consumer.Parse("", "/0/Program.cs");

    [Fact]
    public void An_editor_sees_it() => Assert.True(IsSeen(DiagnosticSeverity.Hidden));

    [Theory]
    [InlineData(DiagnosticSeverity.Info)]
    [InlineData(DiagnosticSeverity.Warning)]
    [InlineData(DiagnosticSeverity.Error)]
    public void A_build_that_filters_does_not(DiagnosticSeverity minimum)
    {
        Assert.False(IsSeen(minimum));
        Assert.False(IsSeen(minimum, ("dotnet_diagnostic.DNN1001.severity", "warning"), ("dotnet_analyzer_diagnostic.category-Style.severity", "warning")));
    }

    [Theory]
    [InlineData("dotnet_diagnostic.DNN1010.severity")]
    [InlineData("dotnet_analyzer_diagnostic.severity")]
    [InlineData("dotnet_analyzer_diagnostic.category-DnnGen.Shapes.severity")]
    public void A_build_does_where_the_user_says_how_severe_it_is(string key) => Assert.True(IsSeen(DiagnosticSeverity.Warning, (key, "warning")));

    [Fact]
    public void A_build_does_where_the_project_says_so()
    {
        var options = Consumer.Strict.WithSpecificDiagnosticOptions([new("DNN1010", ReportDiagnostic.Warn)]);

        Assert.True(new SuggestionVisibility(DiagnosticSeverity.Warning, new Consumer("") { Options = options }.Compile(), new AnalyzerOptions([])).IsSeenIn(File, CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_build_does_where_a_file_or_all_of_them_are_told_so(bool global)
    {
        var options = Consumer.Strict.WithSyntaxTreeOptionsProvider(new Severities(global));

        Assert.True(new SuggestionVisibility(DiagnosticSeverity.Warning, new Consumer("") { Options = options }.Compile(), new AnalyzerOptions([])).IsSeenIn(File, CancellationToken.None));
    }

    private static bool IsSeen(DiagnosticSeverity minimum, params (string Key, string Value)[] settings) =>
        new SuggestionVisibility(minimum, new Consumer("").Compile(), new AnalyzerOptions([], new Settings(settings.ToImmutableDictionary(pair => pair.Key, pair => pair.Value))))
            .IsSeenIn(File, CancellationToken.None);

    /// <summary>An editorconfig that says the same for every file, and nothing for all of them.</summary>
    private sealed class Settings(ImmutableDictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(ImmutableDictionary<string, string>.Empty);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(values);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }

    private sealed class Severities(bool global) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            Says(!global, diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            Says(global, diagnosticId, out severity);

        private static bool Says(bool speaks, string id, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Warn;
            return speaks && id == "DNN1010";
        }
    }
}
