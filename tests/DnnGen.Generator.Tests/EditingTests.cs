using System.Collections.Immutable;

using DnnGen.CodeFixes;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DnnGen.Generator.Tests;

/// <summary>
/// As an editor has it: a workspace with the generator and the analyzers, and a document that changes step by step.
/// </summary>
public sealed class EditingTests
{
    private const string Program = """
        using DnnGen;

        [Network(3, 4, 1)]
        public partial class Net;

        static class Program
        {
            static void Main()
            {
                var net = Net.Create(1);
                var x = Matrix<float>.Zeros(3, 5);
                System.Console.WriteLine(net.Predict(x));
            }
        }
        """;

    [Fact]
    public async Task Diagnostics_come_and_go_with_the_edits()
    {
        using var editor = new Session(Program);
        await editor.ShowsAsync();

        editor.Replace("Zeros(3, 5)", "Zeros(2, 5)");
        await editor.ShowsAsync("DNN1001 @ x: Net.Predict: x is (2 × 5); this network takes 3 features (rows) × m examples (columns)");

        editor.Replace("Zeros(2, 5)", "Zeros(2, ");
        await editor.ShowsAsync();

        editor.Replace("Zeros(2, ", "Zeros(2, 5).Transpose(");
        await editor.ShowsAsync("DNN1001 @ x: Net.Predict: x is (5 × 2); this network takes 3 features (rows) × m examples (columns)");

        editor.Replace("Zeros(2, 5).Transpose(", "Zeros(2, 3).Transpose()");
        await editor.ShowsAsync();
    }

    [Fact]
    public async Task A_change_of_the_declaration_moves_what_its_uses_show()
    {
        using var editor = new Session(Program);
        editor.Replace("[Network(3, 4, 1)]", "[Network(7, 4, 1)]");
        await editor.ShowsAsync("DNN1001 @ x: Net.Predict: x is (3 × 5); this network takes 7 features (rows) × m examples (columns)");

        editor.Replace("[Network(7, 4, 1)]", "[Network(7, 0, 1)]");
        await editor.ShowsAsync("DNN0004 @ 0: Layer 1 of Net has size 0; it must be 1 or more");

        editor.Replace("[Network(7, 0, 1)]", "[Network(3, 9, 1)]");
        await editor.ShowsAsync();
    }

    [Fact]
    public async Task A_statement_is_typed_letter_by_letter_and_no_analyzer_throws()
    {
        const string statement = "var ws = net.CreateWorkspace(5); net.Backward(x, Matrix<float>.Zeros(1, 5), ws);";
        using var editor = new Session(Program);
        int at = Program.IndexOf("System.Console", StringComparison.Ordinal);
        for (int typed = 0; typed < statement.Length; typed++)
        {
            editor.Insert(at + typed, statement[typed].ToString());
            Assert.DoesNotContain(await editor.DiagnosticsAsync(), diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal));
        }

        await editor.ShowsAsync("DNN2002 @ ws: Net.Backward: this workspace holds no forward pass yet; call Forward(x, ws) first");
        editor.Replace("net.Backward", "net.Forward(x, ws); net.Backward");
        await editor.ShowsAsync();
    }

    [Fact]
    public async Task A_fix_that_is_chosen_takes_its_diagnostic_with_it()
    {
        using var editor = new Session(Program);
        editor.Replace("public partial class Net;", "public class Net;");
        Assert.Equal(["DNN0001"], (await editor.DiagnosticsAsync()).Select(diagnostic => diagnostic.Id));

        await editor.FixAsync(new MakePartialCodeFix());
        await editor.ShowsAsync();
    }

    private sealed class Session : IDisposable
    {
        private readonly AdhocWorkspace workspace = new();
        private readonly DocumentId document;

        public Session(string text)
        {
            var project = ProjectInfo.Create(
                ProjectId.CreateNewId(),
                VersionStamp.Create(),
                "Consumer",
                "Consumer",
                LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14),
                metadataReferences: References.All,
                analyzerReferences: [new Product(Editor.Analyzers)]);
            document = DocumentId.CreateNewId(project.Id);
            Assert.True(workspace.TryApplyChanges(workspace.CurrentSolution
                .AddProject(project)
                .AddDocument(document, "Program.cs", SourceText.From(text), filePath: "/0/Program.cs")));
        }

        private Document Document => workspace.CurrentSolution.GetDocument(document)!;

        public void Replace(string before, string after)
        {
            int at = Text.ToString().IndexOf(before, StringComparison.Ordinal);
            Assert.True(at >= 0, $"There is no '{before}'.");
            Change(new TextChange(new TextSpan(at, before.Length), after));
        }

        public void Insert(int at, string text) => Change(new TextChange(new TextSpan(at, 0), text));

        public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync()
        {
            var compilation = (await Document.Project.GetCompilationAsync())!;
            return Editor.Diagnostics(compilation);
        }

        public async Task ShowsAsync(params string[] expected) =>
            Assert.Equal(expected, (await DiagnosticsAsync()).Where(Editor.IsShown).Select(Editor.Show));

        public async Task FixAsync(CodeFixProvider provider)
        {
            var diagnostic = (await DiagnosticsAsync())[0];
            var actions = new List<CodeAction>();
            await provider.RegisterCodeFixesAsync(new CodeFixContext(Document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            foreach (var operation in await Assert.Single(actions).GetOperationsAsync(CancellationToken.None))
            {
                operation.Apply(workspace, CancellationToken.None);
            }
        }

        public void Dispose() => workspace.Dispose();

        private SourceText Text => Document.GetTextAsync().GetAwaiter().GetResult();

        private void Change(TextChange change) =>
            Assert.True(workspace.TryApplyChanges(workspace.CurrentSolution.WithDocumentText(document, Text.WithChanges(change))));
    }
}
