using System.Collections.Immutable;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DnnGen.Generator.Tests.Harness;

/// <summary>The generator, and analyzers with it, as a package brings them to a project: an editor and its mends see the generated code too.</summary>
internal sealed class Product(ImmutableArray<DiagnosticAnalyzer> analyzers) : AnalyzerReference
{
    private readonly ImmutableArray<ISourceGenerator> generators = [new NetworkGenerator().AsSourceGenerator()];

    public override string FullPath => "DnnGen.Generator.dll";

    public override object Id => FullPath;

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => analyzers;

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => analyzers;

    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => generators;

    public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => generators;
}
