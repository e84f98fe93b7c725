using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DnnGen.Generator.Tests.ShapeFlow;

/// <summary>A diagnostic that a program must draw, as the comment at the end of its line says.</summary>
/// <remarks>
/// <c>// DNN1001 @ Matrix&lt;float&gt;.Zeros(12287, 209): 12287, 209, 12288</c> is the id, the source text that is
/// underlined, and the words that the message holds. Several on one line follow each other; the words may be left out.
/// </remarks>
internal sealed partial record Expectation(string Id, int Line, string Underlined, ImmutableArray<string> Words)
{
    public static ImmutableArray<Expectation> ReadAll(string text) =>
        [.. text.Split('\n').SelectMany((line, number) => Pattern.Matches(line).Select(match => Read(match, number + 1)))];

    private static Expectation Read(Match match, int line)
    {
        // The last colon: the underlined text may be 'a ? b : c' or have named arguments.
        string body = match.Groups["body"].Value;
        int colon = body.LastIndexOf(": ", StringComparison.Ordinal);
        return colon < 0
            ? new(match.Groups["id"].Value, line, body, [])
            : new(match.Groups["id"].Value, line, body[..colon], [.. body[(colon + 2)..].Split(", ")]);
    }

    /// <summary>Whether this is the diagnostic: its id, the line it begins in, and the text that it underlines.</summary>
    public bool IsAbout(Diagnostic diagnostic) =>
        diagnostic.Id == Id && Expectation.LineOf(diagnostic) == Line && UnderlinedBy(diagnostic) == Underlined;

    /// <summary>The words that the message of the diagnostic lacks; spaces around + − · are of no account.</summary>
    public ImmutableArray<string> MissingIn(Diagnostic diagnostic)
    {
        string message = Tighten(diagnostic.GetMessage(CultureInfo.InvariantCulture));
        return [.. Words.Where(word => !Regex.IsMatch(message, $@"{(word.StartsWith('-') ? "" : @"(?<![\w.])")}{Regex.Escape(Tighten(word))}(?!\w|\.\d)"))];
    }

    public static int LineOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;

    public static string UnderlinedBy(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";

    private static string Tighten(string text) => Operators.Replace(text.Replace('−', '-').Replace('·', '*'), "$1");

    [GeneratedRegex(@"// (?<id>DNN\d{4}) @ (?<body>.+?)(?= // DNN|\s*$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern { get; }

    [GeneratedRegex(@"\s*([+*-])\s*")]
    private static partial Regex Operators { get; }
}

/// <summary>A program of the corpus: one file, which is a project of its own.</summary>
internal sealed record CorpusProgram(string Path)
{
    /// <summary>What the SDK imports into every new project.</summary>
    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(NetworkGenerator).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    // A program is analyzed by one test and run by another, and compiled for both.
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<GeneratedProject>> Compiled = new(StringComparer.Ordinal);

    /// <summary>The names of the programs in a folder of the corpus.</summary>
    public static ImmutableArray<string> Names(string folder) =>
    [
        .. Directory.GetFiles(System.IO.Path.Combine(References.Metadata("ShapeFlowCorpus"), folder), "*.cs")
            .Select(path => System.IO.Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal),
    ];

    public static CorpusProgram Get(string folder, string name) =>
        new(System.IO.Path.Combine(References.Metadata("ShapeFlowCorpus"), folder, name + ".cs"));

    public string Text { get; } = File.ReadAllText(Path).ReplaceLineEndings("\n");

    public ImmutableArray<Expectation> Expected => Expectation.ReadAll(Text);

    public bool HasEntryPoint => CSharpSyntaxTree.ParseText(Text).GetRoot().DescendantNodes()
        .Any(node => node is GlobalStatementSyntax or MethodDeclarationSyntax { Identifier.ValueText: "Main" });

    /// <summary>The program with its generated networks, compiled as in a new project, without an error.</summary>
    public GeneratedProject Compile() => Compiled.GetOrAdd(Path, _ => new(CompileAnew)).Value;

    private GeneratedProject CompileAnew()
    {
        var consumer = new Consumer(Text)
        {
            GlobalUsings = ImplicitUsings,
            Options = new(
                HasEntryPoint ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable),
        };
        var project = consumer.Generate();
        Assert.Empty(project.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return project;
    }

    /// <summary>What all analyzers say of the program; an analyzer that throws is among it, as AD0001, and what only offers a mend is not.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync() =>
        [.. (await Compile().Output.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None)).Where(Editor.IsShown)];

    /// <summary>Runs the program to its end.</summary>
    public async Task RunAsync()
    {
        var main = Compile().Load().EntryPoint!;
        object?[] arguments = main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
        if (main.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task task)
        {
            await task;
        }
    }
}
