using System.Collections.Immutable;
using System.Reflection;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DnnGen.Generator.Tests.Harness;

/// <summary>A user's project with what the generator has added.</summary>
internal sealed record GeneratedProject(CSharpCompilation Input, CSharpCompilation Output, GeneratorRunResult Result)
{
    public ImmutableArray<GeneratedSourceResult> Files => Result.GeneratedSources;

    public string this[string hintName] => Files.Single(file => file.HintName == hintName).SourceText.ToString();

    /// <summary>The text of all files, one after another.</summary>
    public string Text => string.Concat(Files.Select(file => $"// {file.HintName}\n{file.SourceText}"));

    /// <summary>Everything that compiler and emit have to say, information left out.</summary>
    public ImmutableArray<Diagnostic> Diagnostics()
    {
        using var assembly = new MemoryStream();
        return [.. Output.Emit(assembly).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    /// <summary>The project compiles without an error or a warning, its own source included.</summary>
    public GeneratedProject CompilesWithoutWarning()
    {
        var diagnostics = Diagnostics();
        Assert.True(diagnostics.IsEmpty, Describe(diagnostics));
        return this;
    }

    /// <summary>
    /// Nothing is wrong in the generated files, and nothing is wrong with the user's own that was not wrong before:
    /// what the compiler says of the user's code without the generator is the user's affair.
    /// </summary>
    public GeneratedProject AddsNoErrors()
    {
        var before = Input.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id).ToHashSet();
        ImmutableArray<Diagnostic> added = [.. Diagnostics().Where(diagnostic =>
            !before.Contains(diagnostic.Id)
            && (IsGenerated(diagnostic) || diagnostic.DefaultSeverity == DiagnosticSeverity.Error))];
        Assert.True(added.IsEmpty, Describe(added));
        return this;
    }

    public Assembly Load()
    {
        using var assembly = new MemoryStream();
        var emitted = Output.Emit(assembly);
        Assert.True(emitted.Success, Describe(emitted.Diagnostics));
        return Assembly.Load(assembly.ToArray());
    }

    private bool IsGenerated(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree && !Input.SyntaxTrees.Contains(tree);

    private static string Describe(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Take(20)
        .Select(diagnostic => $"{diagnostic}\n    {Line(diagnostic)}"));

    private static string Line(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? tree.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Trim()
        : "";
}
