using System.Collections.Immutable;

using DnnGen.CodeFixes;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DnnGen.Generator.Tests.Harness;

/// <summary>Documents with the generator, the analyzers and the mends, as an editor has them, without the editor.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly AdhocWorkspace workspace = new();
    private readonly ProjectId project = ProjectId.CreateNewId();
    private readonly DocumentId document;
    private readonly Solution empty;

    public Workbench(string globalUsings = "")
    {
        document = DocumentId.CreateNewId(project);
        empty = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                project,
                VersionStamp.Create(),
                "Consumer",
                "Consumer",
                LanguageNames.CSharp,
                parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14),
                metadataReferences: References.All,
                analyzerReferences: [new Product([])]))
            .AddDocument(DocumentId.CreateNewId(project), "Usings.cs", SourceText.From(globalUsings), filePath: "/0/Usings.cs")
            .AddDocument(document, "Program.cs", SourceText.From(""), filePath: "/0/Program.cs");
    }

    /// <summary>Every mend of the product, found as an editor finds them.</summary>
    public static ImmutableArray<CodeFixProvider> Mends { get; } =
    [
        .. typeof(MakePartialCodeFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    public Document Open(string text, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) => empty
        .WithProjectCompilationOptions(project, new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true))
        .WithDocumentText(document, SourceText.From(text))
        .GetDocument(document)!;

    public static async Task<string> TextOfAsync(Document document) => (await document.GetTextAsync()).ToString();

    /// <summary>What the compiler calls wrong.</summary>
    public static async Task<string[]> ErrorsOfAsync(Document document) =>
    [
        .. (await document.Project.GetCompilationAsync())!.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString()),
    ];

    /// <summary>What the analyzers say, hidden or not, and that one of them throws.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsOfAsync(Document document) =>
        Editor.Diagnostics((await document.Project.GetCompilationAsync())!);

    /// <summary>What is offered for a diagnostic, by the name of its mend.</summary>
    public static async Task<IReadOnlyList<(string Mend, CodeAction Action)>> OffersAsync(Document document, Diagnostic diagnostic)
    {
        var offers = new List<(string, CodeAction)>();
        foreach (var mend in Mends.Where(mend => mend.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await mend.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add((mend.GetType().Name, action)), CancellationToken.None));
        }

        return offers;
    }

    public static async Task<Document> ApplyAsync(Document document, CodeAction action)
    {
        var operation = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        return operation.ChangedSolution.GetDocument(document.Id)!;
    }

    public void Dispose() => workspace.Dispose();
}
