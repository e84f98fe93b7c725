using System.Collections.Immutable;
using System.Reflection;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DnnGen.Package.Tests;

/// <summary>A compilation after the generator, everything that compiler and analyzers say about it, and what only offers a fix.</summary>
internal sealed record Compiled(CSharpCompilation Compilation, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<Diagnostic> Hidden);

/// <summary>Compiles a source in this process as a customer's build does, with runtime, generator and analyzers from the package DnnGen, the other packages beside it.</summary>
internal sealed class PackageCompiler
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    /// <summary>What a new console project has in sight without saying so, and the library.</summary>
    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText(
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using DnnGen;
        """,
        Language);

    private readonly ImmutableArray<MetadataReference> references;
    private readonly Type[] tools;

    public PackageCompiler(PackedPackages packages)
    {
        RuntimeLibrary = Path.Combine(packages.Unpacked, "lib", "net10.0", "DnnGen.dll");
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        references =
        [
            .. Directory.EnumerateFiles(framework, "System*.dll").Where(IsManaged).Select(file => MetadataReference.CreateFromFile(file)),
            MetadataReference.CreateFromFile(RuntimeLibrary),
            MetadataReference.CreateFromFile(Path.Combine(packages.UnpackedData, "lib", "net10.0", "DnnGen.Data.dll")),
            MetadataReference.CreateFromFile(Path.Combine(packages.UnpackedParquet, "lib", "net10.0", "DnnGen.Data.Parquet.dll")),
            MetadataReference.CreateFromFile(Path.Combine(packages.UnpackedReporting, "lib", "net10.0", "DnnGen.Reporting.dll")),
        ];
        tools = Assembly.Load(File.ReadAllBytes(Path.Combine(packages.Unpacked, "analyzers", "dotnet", "cs", "DnnGen.Generator.dll"))).GetTypes();
    }

    /// <summary>The DnnGen.dll of the package.</summary>
    public string RuntimeLibrary { get; }

    /// <summary>Every rule of the analyzers in the package.</summary>
    public IEnumerable<DiagnosticDescriptor> Rules => Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics);

    private ImmutableArray<DiagnosticAnalyzer> Analyzers => [.. Instances<DiagnosticAnalyzer>()];

    public async Task<Compiled> Compile(string source, OutputKind kind, string path)
    {
        var compilation = CSharpCompilation.Create(
            "Readme",
            [Usings, CSharpSyntaxTree.ParseText(source, Language, path)],
            references,
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(Instances<IIncrementalGenerator>().Select(generator => generator.AsSourceGenerator()), parseOptions: Language)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var reported);
        var analyzed = await generated.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
        return new(
            (CSharpCompilation)generated,
            [.. reported.Concat(generated.GetDiagnostics()).Concat(analyzed).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Info)],
            [.. analyzed.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Hidden)]);
    }

    private IEnumerable<T> Instances<T>() => tools.Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T))).Select(type => (T)Activator.CreateInstance(type)!);

    private static bool IsManaged(string file)
    {
        try
        {
            AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
