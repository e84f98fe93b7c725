using System.Collections.Immutable;
using System.Reflection;

using DnnGen.Benchmarks.Harness;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DnnGen.Benchmarks.Rows;

/// <summary>A user's project in memory, with the generator and the analyzers as a compiler loads them.</summary>
internal static class UserProject
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Parse);

    private static readonly AnalyzerFileReference Product = new(BuildPlace.Generator, new Loader());

    private static readonly ImmutableArray<MetadataReference> References =
        [.. BuildPlace.References.Select(path => MetadataReference.CreateFromFile(path))];

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers => Product.GetAnalyzers(LanguageNames.CSharp);

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "User",
        sources.Prepend("global using System; global using System.Collections.Generic; global using System.Linq; global using DnnGen;")
            .Select((source, index) => Parse(source, index)),
        References,
        new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source, int index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{index}.cs");

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        Product.GetGenerators(LanguageNames.CSharp),
        parseOptions: ParseOptions,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // The generator depends on the compiler alone, which is loaded.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
