using System.Collections.Immutable;
using System.Globalization;

using DnnGen.Generator.Analyzers;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DnnGen.Generator.Tests.Harness;

/// <summary>What the analyzers say of a user's source, as <c>DNN1001 @ x: sentence</c>, in the order of the places.</summary>
internal static class Editor
{
    /// <summary>Every analyzer of the product, found as a compiler finds them.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(ShapeFlowAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The diagnostics of statements in a method with <c>net</c>, a (3-4-1) network, and the matrices x (3 × 5) and y (1 × 5).</summary>
    public static string[] OfStatements(string statements, string members = "") => Of($$"""
        [Network(3, 4, 1)] public partial class Net;

        static class Program
        {
            static void Main()
            {
                var net = Net.Create(1);
                Matrix<float> x = Matrix<float>.Zeros(3, 5), y = Matrix<float>.Zeros(1, 5);
                {{statements}}
            }

            static bool Flip() => Environment.TickCount % 2 == 0;
            {{members}}
        }
        """);

    /// <summary>The diagnostics of a whole source, which compiles.</summary>
    public static string[] Of(string source)
    {
        var output = new Consumer(source) { Options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true) }.Generate().Output;
        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return [.. Diagnostics(output).Where(IsShown).Select(Show)];
    }

    /// <summary>The diagnostics of a compilation, an analyzer's failure among them.</summary>
    public static ImmutableArray<Diagnostic> Diagnostics(Compilation compilation, AnalyzerOptions? options = null) =>
    [
        .. compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult()
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
    ];

    /// <summary>Whether a diagnostic is shown, or is there for its mend alone.</summary>
    public static bool IsShown(Diagnostic diagnostic) => diagnostic.Severity > DiagnosticSeverity.Hidden;

    public static string Show(Diagnostic diagnostic) =>
        $"{diagnostic.Id} @ {diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan)}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
}
