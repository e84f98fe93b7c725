using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.Generator.Tests.ShapeFlow;

/// <summary>The programs of this repository that nobody wrote for the analyzers: whole samples, and the tests of the runtime that have to do with matrices.</summary>
public sealed class RealSourcesTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string[] Tests =
    [
        .. new[] { "Check.cs", "Golden.cs", "Reproducible.cs", "SharedData.cs", "TestParameters.cs", "Initialization", "Kernels", "Matrices", "Networks", "Random", "StepByStep" }
            .Select(name => "tests/DnnGen.Tests/" + name),
        "tests/DnnGen.TrainingHost/HostTraining.cs",
    ];

    [Theory]
    [InlineData("CatClassifier", "samples/CatClassifier", "samples/Shared")]
    [InlineData("PlanarClassifier", "samples/PlanarClassifier", "samples/Shared")]
    public void A_sample_draws_no_diagnostic(string assembly, params string[] sources) =>
        Assert.Empty(Editor.Diagnostics(Compile(assembly, OutputKind.ConsoleApplication, ImplicitUsings, sources)).Select(Editor.Show));

    /// <summary>A test of a check at run time hands over what the compiler would refuse; nothing else may be said.</summary>
    [Fact]
    public void A_test_of_the_runtime_draws_what_it_provokes_and_nothing_else()
    {
        // What is hidden is there for its mend alone, and no alarm: a helper without [Shape] is not wrong.
        var found = Editor.Diagnostics(Compile("DnnGen.Tests", OutputKind.DynamicallyLinkedLibrary, ImplicitUsings + "\nglobal using Xunit;", Tests)).Where(Editor.IsShown).ToList();

        Assert.NotEmpty(found);
        Assert.True(found.All(IsProvoked), string.Join("\n", found.Where(diagnostic => !IsProvoked(diagnostic)).Select(diagnostic => $"{diagnostic.Location.GetLineSpan()} {Editor.Show(diagnostic)}")));
    }

    /// <summary>Whether a diagnostic stands inside of what must throw; where the sentence of the exception stands beside it, the two are one.</summary>
    private static bool IsProvoked(Diagnostic diagnostic)
    {
        var calls = diagnostic.Location.SourceTree!.GetRoot().FindNode(diagnostic.Location.SourceSpan).Ancestors().OfType<InvocationExpressionSyntax>();
        foreach (var call in calls)
        {
            string called = call.Expression.ToString();
            if (called.Contains("Throws", StringComparison.Ordinal) || called.StartsWith("Record.Exception", StringComparison.Ordinal))
            {
                return true;
            }

            if ((called == "Says" || called.StartsWith("Says<", StringComparison.Ordinal)) && call.ArgumentList.Arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: var sentence })
            {
                return sentence == diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture) + ".";
            }
        }

        return false;
    }

    /// <summary>Files and folders as one project, with its generated networks, without an error.</summary>
    private static CSharpCompilation Compile(string assembly, OutputKind kind, string globalUsings, string[] sources)
    {
        string repository = References.Metadata("Repository");
        string[] paths =
        [
            .. sources.Select(name => Path.Combine(repository, name))
                .SelectMany(path => File.Exists(path) ? [path] : Directory.GetFiles(path, "*.cs", SearchOption.AllDirectories))
                .Where(path => !Path.GetRelativePath(repository, path).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
                .Order(StringComparer.Ordinal),
        ];
        var consumer = new Consumer([.. paths.Select(File.ReadAllText)])
        {
            AssemblyName = assembly,
            GlobalUsings = globalUsings,
            Options = new(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true),
            MoreReferences = [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(IsOfTheirs).Select(path => MetadataReference.CreateFromFile(path))],
        };
        var output = consumer.Generate().Output;
        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return output;
    }

    private static bool IsOfTheirs(string path) => Path.GetFileName(path) is "DnnGen.Data.dll" or "DnnGen.Reporting.dll" or "System.CommandLine.dll" or "CsCheck.dll"
        || Path.GetFileName(path).StartsWith("xunit.", StringComparison.OrdinalIgnoreCase);
}
