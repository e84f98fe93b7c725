using System.Collections.Immutable;

using DnnGen.Generator.Analyzers;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DnnGen.Generator.Tests.Harness;

/// <summary>A user's project: its sources and the options that it compiles under.</summary>
internal sealed record Consumer(params string[] Sources)
{
    /// <summary>Every warning on, as errors: generated code has to be free of them.</summary>
    public static CSharpCompilationOptions Strict { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        optimizationLevel: OptimizationLevel.Release);

    public CSharpCompilationOptions Options { get; init; } = Strict;

    /// <summary>What the project imports everywhere, in a file of its own.</summary>
    public string GlobalUsings { get; init; } = "global using System;\nglobal using DnnGen;\n";

    /// <summary>What the project refers to besides the framework and the runtime.</summary>
    public IEnumerable<MetadataReference> MoreReferences { get; init; } = [];

    public string AssemblyName { get; init; } = "Consumer";

    private static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    public CSharpCompilation Compile() => CSharpCompilation.Create(
        AssemblyName,
        Sources.Select((source, index) => Parse(source, $"/0/Source{index}.cs")).Append(Parse(GlobalUsings, "/0/GlobalUsings.cs")),
        References.All.AddRange(MoreReferences),
        Options);

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path, System.Text.Encoding.UTF8);

    public static CSharpGeneratorDriver Driver(bool trackSteps = false) => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackSteps));

    /// <summary>Runs the generator over this project. It must neither throw nor report.</summary>
    public GeneratedProject Generate()
    {
        var input = Compile();
        var driver = Driver().RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.Empty(diagnostics);
        return new(input, (CSharpCompilation)output, result);
    }

    /// <summary>What the analyzer says of this project, with the generated code in it, as in a build.</summary>
    public ImmutableArray<Diagnostic> Analyze()
    {
        var project = Generate();
        var analyzed = project.Output.WithAnalyzers(
            [new DeclarationAnalyzer()],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        return [.. analyzed.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult().OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
