using System.Text.RegularExpressions;

using DnnGen.CodeFixes;
using DnnGen.Generator.Analyzers;
using DnnGen.Generator.Tests.Harness;
using DnnGen.Generator.Tests.ShapeFlow;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace DnnGen.Generator.Tests;

/// <summary>The mends of layers: the number that fits, and the layer that gives a shape of its own to a skip.</summary>
public sealed class LayerMendTests
{
    [Theory]
    [InlineData(
        "[Network, Input(64), Dense(64), {|DNN0025:Reshape(1, 8, 9)|}, Flatten, Dense(1)] public partial class Net;",
        "[Network, Input(64), Dense(64), Reshape(1, 8, 8), Flatten, Dense(1)] public partial class Net;")]
    [InlineData(
        "[Network, Input(64), Dense(64), {|DNN0025:Reshape(width: 8, height: 7, channels: 1)|}, Flatten, Dense(1)] public partial class Net;",
        "[Network, Input(64), Dense(64), Reshape(width: 8, height: 8, channels: 1), Flatten, Dense(1)] public partial class Net;")]
    [InlineData(
        "[Network, Input(1, 8, 8), {|DNN0025:Reshape(60)|}, Dense(1)] public partial class Net;",
        "[Network, Input(1, 8, 8), Reshape(64), Dense(1)] public partial class Net;")]
    public Task The_number_that_makes_a_reshape_fit_is_put_in(string before, string after) => Mends<LayerNumberCodeFix>(before, after);

    [Theory]
    [InlineData(
        "[Network, Input(6, 8, 8), Conv2D(9, kernel: 3, Groups = {|DNN0024:4|}), Flatten, Dense(1)] public partial class Net;",
        "[Network, Input(6, 8, 8), Conv2D(9, kernel: 3, Groups = 3), Flatten, Dense(1)] public partial class Net;")]
    [InlineData(
        "[Network, Input(Time = 9, Features = 6), Conv1D(9, kernel: 3, Groups = {|DNN0024:4|}), Flatten, Dense(1)] public partial class Net;",
        "[Network, Input(Time = 9, Features = 6), Conv1D(9, kernel: 3, Groups = 3), Flatten, Dense(1)] public partial class Net;")]
    [InlineData(
        "[Network, Input(12, 8, 8), GroupNorm({|DNN0024:5|}), Flatten, Dense(1)] public partial class Net;",
        "[Network, Input(12, 8, 8), GroupNorm(4), Flatten, Dense(1)] public partial class Net;")]
    [InlineData(
        "[Network, Input(4), Dense(7), GroupNorm(groups: {|DNN0024:6|}), Dense(1)] public partial class Net;",
        "[Network, Input(4), Dense(7), GroupNorm(groups: 1), Dense(1)] public partial class Net;")]
    public Task Groups_become_the_nearest_that_divide(string before, string after) => Mends<LayerNumberCodeFix>(before, after);

    [Theory]
    [InlineData(
        """
        [Network]
        [Input(3, 8, 8, Name = "x")]
        [Conv2D(4, kernel: 3, Padding = Padding.Same)]
        // the skip
        [Add({|DNN0032:"x"|})]
        [Flatten]
        [Dense(1)]
        public partial class Net;
        """,
        """
        [Network]
        [Input(3, 8, 8, Name = "x")]
        [Conv2D(4, kernel: 3, Padding = Padding.Same)]
        // the skip
        [Conv2D(3, kernel: 1, Activation = Activation.Identity)]
        [Add("x")]
        [Flatten]
        [Dense(1)]
        public partial class Net;
        """)]
    [InlineData(
        "[Network, Input(3, Name = \"x\"), Dense(4), Multiply({|DNN0032:\"x\"|}), Dense(1)] public partial class Net;",
        "[Network, Input(3, Name = \"x\"), Dense(4), Dense(3, Activation = Activation.Identity), Multiply(\"x\"), Dense(1)] public partial class Net;")]
    [InlineData(
        "[DnnGen.Network, DnnGen.Input(3, Name = \"x\"), DnnGen.Dense(4), DnnGen.Add({|DNN0032:\"x\"|}), DnnGen.Dense(1)] public partial class Net;",
        "[DnnGen.Network, DnnGen.Input(3, Name = \"x\"), DnnGen.Dense(4), DnnGen.Dense(3, Activation = DnnGen.Activation.Identity), DnnGen.Add(\"x\"), DnnGen.Dense(1)] public partial class Net;",
        "")]
    [InlineData(
        "[Network, Input(Time = 5, Features = 3, Name = \"x\"), Dense(4), Add({|DNN0032:\"x\"|}), Flatten, Dense(1)] public partial class Net;",
        "[Network, Input(Time = 5, Features = 3, Name = \"x\"), Dense(4), Dense(3, Activation = Activation.Identity), Add(\"x\"), Flatten, Dense(1)] public partial class Net;")]
    public Task A_projection_gives_what_comes_in_the_shape_of_the_skip(string before, string after, string head = "using DnnGen;\n") =>
        Mends<InsertProjectionCodeFix>(before, after, head);

    [Theory]
    [InlineData(
        """
        [Network]
        [Input(3, 8, 8, Name = "x")]
        [Conv2D(4, kernel: 3, Padding = Padding.Same)]
        [BatchNorm]
        // the skip
        [Add({|DNN0032:"x"|})]
        [Flatten]
        [Dense(1)]
        public partial class Net;
        """,
        """
        [Network]
        [Input(3, 8, 8, Name = "x")]
        [Conv2D(4, kernel: 3, Padding = Padding.Same)]
        [BatchNorm(Name = "main")]
        // the skip
        [From("x")]
        [Conv2D(4, kernel: 1, Activation = Activation.Identity)]
        [Add("main")]
        [Flatten]
        [Dense(1)]
        public partial class Net;
        """)]
    [InlineData(
        "[Network, Input(3, Name = \"main\"), Dense(4), Multiply({|DNN0032:\"main\"|}), Dense(1)] public partial class Net;",
        "[Network, Input(3, Name = \"main\"), Dense(4, Name = \"main2\"), From(\"main\"), Dense(4, Activation = Activation.Identity), Multiply(\"main2\"), Dense(1)] public partial class Net;")]
    [InlineData(
        "[DnnGen.Network, DnnGen.Input(3, Name = \"x\"), DnnGen.Dense(4, Name = \"y\"), DnnGen.Add({|DNN0032:\"x\"|}), DnnGen.Dense(1)] public partial class Net;",
        "[DnnGen.Network, DnnGen.Input(3, Name = \"x\"), DnnGen.Dense(4, Name = \"y\"), DnnGen.From(\"x\"), DnnGen.Dense(4, Activation = DnnGen.Activation.Identity), DnnGen.Add(\"y\"), DnnGen.Dense(1)] public partial class Net;",
        "")]
    public Task Or_the_skip_has_the_projection_and_what_comes_in_a_name(string before, string after, string head = "using DnnGen;\n") =>
        Mends<InsertProjectionCodeFix>(before, after, head, action: 1);

    [Theory]
    [InlineData("[Network, Input(64), Dense(64), Reshape(3, 7, 9), Flatten, Dense(1)] public partial class Net;")]
    [InlineData("[Network, Input(3, 8, 8, Name = \"x\"), Conv2D(3, kernel: 3), Add(\"x\"), Flatten, Dense(1)] public partial class Net;")]
    [InlineData("[Network, Input(3, 8, 8, Name = \"x\"), Conv2D(4, kernel: 3, Name = \"y\"), Concat(\"x\", \"y\"), Flatten, Dense(1)] public partial class Net;")]
    public async Task Where_no_one_layer_or_number_fits_nothing_is_offered(string source)
    {
        using var workbench = new Workbench("global using DnnGen;");
        var document = workbench.Open(source);
        foreach (var diagnostic in await Workbench.DiagnosticsOfAsync(document))
        {
            Assert.Empty(await Workbench.OffersAsync(document, diagnostic));
        }
    }

    [Fact]
    public async Task Declarations_drawn_at_random_are_right_where_a_mend_was_offered_and_whole_where_they_are_half_typed()
    {
        using var workbench = new Workbench("global using DnnGen;");
        var random = new Random(7);
        int mends = 0;
        for (int i = 0; i < 60; i++)
        {
            int Draw(int from, int to) => random.Next(from, to);
            string source = (i % 3) switch
            {
                0 => $"[Network, Input(1, {Draw(2, 9)}, {Draw(2, 9)}), Reshape({Draw(1, 4)}, {Draw(1, 9)}, {Draw(1, 9)}), Flatten, Dense(1)] partial class Net;",
                1 => $"[Network]\n[Input({Draw(1, 40)}, 3, 3)]\n[Conv2D({Draw(1, 40)}, kernel: 2, Groups = {Draw(2, 9)})]\n[GroupNorm({Draw(2, 9)})]\n[Flatten]\n[Dense(1)]\npartial class Net;",
                _ => $"[Network] [Input({Draw(1, 4)}, 3, 4, Name = \"x\")] [Conv2D({Draw(4, 9)}, kernel: 1, Name = \"y\")] [{(Draw(0, 2) == 0 ? "Add" : "Multiply")}(\"x\")] [Flatten] [Dense(1)] partial class Net;",
            };
            bool damaged = i % 4 == 3;
            var document = workbench.Open(damaged ? HalfTypedTests.Damage(source, random) : source);
            string text = await Workbench.TextOfAsync(document);
            int errorsBefore = (await SyntaxErrors(document)).Length;
            foreach (var diagnostic in (await Workbench.DiagnosticsOfAsync(document)).Where(found => Regex.IsMatch(found.Id, "DNN00(24|25|32)")))
            {
                foreach (var (mend, action) in await Workbench.OffersAsync(document, diagnostic))
                {
                    var mended = await Workbench.ApplyAsync(document, action);
                    string story = $"{mend} '{action.Title}' of {Editor.Show(diagnostic)}\n{text}\n=>\n{await Workbench.TextOfAsync(mended)}";
                    Assert.True((await SyntaxErrors(mended)).Length <= errorsBefore, story);
                    if (!damaged)
                    {
                        var after = await Workbench.DiagnosticsOfAsync(mended);
                        Assert.True(after.All(other => Editor.Show(other) != Editor.Show(diagnostic)), story);
                        mends++;
                    }
                }
            }
        }

        Assert.True(mends > 20, $"{mends} mends");
    }

    private static async Task<Diagnostic[]> SyntaxErrors(Document document) =>
        [.. (await document.GetSyntaxTreeAsync())!.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    private static async Task Mends<TMend>(string before, string after, string head = "using DnnGen;\n", int action = 0)
        where TMend : CodeFixProvider, new()
    {
        string mended = head + after.ReplaceLineEndings("\n");
        var test = new CSharpCodeFixTest<DeclarationAnalyzer, TMend, DefaultVerifier>
        {
            TestCode = head + before.ReplaceLineEndings("\n"),
            FixedCode = mended,
            CodeActionIndex = action,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
        };
        test.TestState.AdditionalReferences.AddRange(References.All);
        await test.RunAsync();

        Assert.NotEmpty(new Consumer(mended) { GlobalUsings = "" }.Generate().AddsNoErrors().Files);
    }
}
