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

    [Fact]
    public async Task Every_kind_of_fix_is_chosen_in_turn_and_the_next_diagnostic_follows()
    {
        using var editor = new Session(Program);

        // A number where the matrix is made.
        editor.Replace("Zeros(3, 5)", "Zeros(2, 5)");
        await editor.FixAsync(new CorrectNumberCodeFix());
        await editor.ShowsAsync();

        // A transposition at the use.
        editor.Replace("Zeros(3, 5)", "Zeros(5, 3)");
        await editor.FixAsync(new TransposeCodeFix());
        await editor.ShowsAsync();
        editor.Contains("net.Predict(x.Transpose())");

        // A wider network, which the rest of the program does not mind.
        editor.Replace("Zeros(5, 3)", "Zeros(5, 9)");
        await editor.ShowsAsync("DNN1001 @ x.Transpose(): Net.Predict: x is (9 × 5); this network takes 3 features (rows) × m examples (columns)");
        await editor.FixAsync(new LayerWidthCodeFix());
        await editor.ShowsAsync();
        editor.Contains("[Network(9, 4, 1)]");

        // x and y in each other's place; then the workspace, which only now has to take them.
        editor.Replace("System.Console", "var ws = net.CreateWorkspace(4); net.TrainStep(Matrix<float>.Zeros(1, 5), x.Transpose(), 0.1f, ws);\n        System.Console");
        Assert.Equal(["DNN1001", "DNN1005"], (await editor.DiagnosticsAsync()).Select(diagnostic => diagnostic.Id));
        await editor.FixAsync(new SwapCodeFix());
        await editor.ShowsAsync("DNN2001 @ ws: Net.TrainStep: x holds 5 examples, this workspace was created for at most 4; create it with CreateWorkspace(5)");
        await editor.FixAsync(new WorkspaceSizeCodeFix());
        await editor.ShowsAsync();

        // A loss that the output does not have.
        editor.Replace("[Network(9, 4, 1)]", "[Network(9, 4, 1, Loss = Loss.CategoricalCrossEntropy)]");
        Assert.Equal(["DNN0009"], (await editor.DiagnosticsAsync()).Select(diagnostic => diagnostic.Id));
        await editor.FixAsync(new FitLossCodeFix());
        await editor.ShowsAsync();
        editor.Contains("Loss = Loss.BinaryCrossEntropy");

        // What a method shows, written down; and its caller is told at once.
        editor.Replace("static void Main()", "static Matrix<float> Ask(Net net, Matrix<float> x) => net.Predict(x);\n\n    static void Main()");
        editor.Replace("net.Predict(x.Transpose())", "Ask(net, x)");
        await editor.ShowsAsync();
        await editor.FixAsync(new AddShapeCodeFix());
        await editor.ShowsAsync("DNN1007 @ x: Program.Ask takes x as (9 × m); this is (5 × 9)");
        await editor.FixAsync(new TransposeCodeFix());
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

        public void Contains(string text) => Assert.Contains(text, Text.ToString(), StringComparison.Ordinal);

        public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync()
        {
            var compilation = (await Document.Project.GetCompilationAsync())!;
            return Editor.Diagnostics(compilation);
        }

        public async Task ShowsAsync(params string[] expected) =>
            Assert.Equal(expected, (await DiagnosticsAsync()).Where(Editor.IsShown).Select(Editor.Show));

        public async Task FixAsync(CodeFixProvider provider)
        {
            var diagnostic = (await DiagnosticsAsync()).First(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id));
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
