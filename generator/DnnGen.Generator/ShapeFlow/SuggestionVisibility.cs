using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>
/// Whether anybody would see the suggestion of a shape: an editor shows it as a mend, a build never does, unless the user
/// has given it a severity. Where nobody would, nothing is inferred, which is the dearest part of an analysis.
/// </summary>
internal sealed class SuggestionVisibility(DiagnosticSeverity minimum, Compilation compilation, AnalyzerOptions options)
{
    private const string Id = Descriptors.AnnotationInferredId;

    private readonly bool inEveryFile = minimum <= Descriptors.AnnotationInferred.DefaultSeverity || compilation.Options.SpecificDiagnosticOptions.ContainsKey(Id);

    /// <summary>Whether it would be seen in a file. Any mention of its severity counts, whatever it says: to infer in vain is no mistake, not to infer may be one.</summary>
    public bool IsSeenIn(SyntaxTree file, CancellationToken cancellation) =>
        inEveryFile
        || (compilation.Options.SyntaxTreeOptionsProvider is { } severities
            && (severities.TryGetDiagnosticValue(file, Id, cancellation, out _) || severities.TryGetGlobalDiagnosticValue(Id, cancellation, out _)))
        || IsMentioned(options.AnalyzerConfigOptionsProvider.GetOptions(file))
        || IsMentioned(options.AnalyzerConfigOptionsProvider.GlobalOptions);

    private static bool IsMentioned(AnalyzerConfigOptions settings) =>
        settings.TryGetValue("dotnet_analyzer_diagnostic.severity", out _)
        || settings.TryGetValue($"dotnet_analyzer_diagnostic.category-{Descriptors.AnnotationInferred.Category}.severity", out _)
        || settings.TryGetValue($"dotnet_diagnostic.{Id}.severity", out _);
}
