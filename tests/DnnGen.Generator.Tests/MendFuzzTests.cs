using DnnGen.Generator.Tests.Harness;
using DnnGen.Generator.Tests.ShapeFlow;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Tests;

/// <summary>
/// Every mend that is offered, applied: over the wrong programs of the corpus, over the right ones, and over programs as
/// they are while someone types. With <c>DNNGEN_FUZZ=long</c> in the environment all programs are taken; otherwise a sample.
/// </summary>
public sealed class MendFuzzTests
{
    private const int Parts = 4;

    private static readonly bool Long = Environment.GetEnvironmentVariable("DNNGEN_FUZZ") == "long";

    public static TheoryData<int> EveryPart => [.. Enumerable.Range(0, Parts)];

    [Theory]
    [MemberData(nameof(EveryPart))]
    public async Task A_mend_of_a_wrong_program_compiles_and_takes_its_diagnostic_with_it(int part)
    {
        using var workbench = new Workbench(CorpusProgram.ImplicitUsings);
        foreach (string name in Chosen("Wrong", part, every: 3))
        {
            var program = CorpusProgram.Get("Wrong", name);
            var document = Open(workbench, program);
            var before = await Workbench.DiagnosticsOfAsync(document);
            foreach (var diagnostic in before)
            {
                foreach (var (mend, action) in await Workbench.OffersAsync(document, diagnostic))
                {
                    var mended = await Workbench.ApplyAsync(document, action);
                    string story = $"{name}, {mend} '{action.Title}' of {Editor.Show(diagnostic)}\n{await Workbench.TextOfAsync(mended)}";
                    string[] errors = await Workbench.ErrorsOfAsync(mended);
                    Assert.True(errors.Length == 0, $"{story}\n{string.Join('\n', errors)}");
                    var after = await Workbench.DiagnosticsOfAsync(mended);
                    Assert.True(after.All(other => !other.Id.StartsWith("AD", StringComparison.Ordinal)), story);
                    Assert.True(after.Count(IsThat) < before.Count(IsThat), $"{story}\nstill: {string.Join('\n', after.Select(Editor.Show))}");

                    // A network of another width, or a shape that is written down, may bring up others of the same rule.
                    bool IsThat(Diagnostic other) => Editor.Show(other) == Editor.Show(diagnostic);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryPart))]
    public async Task A_right_program_with_every_shape_written_down_is_right(int part)
    {
        using var workbench = new Workbench(CorpusProgram.ImplicitUsings);
        foreach (string name in Chosen("Right", part, every: 3))
        {
            var document = Open(workbench, CorpusProgram.Get("Right", name));
            for (int mends = 0; ; mends++)
            {
                var found = await Workbench.DiagnosticsOfAsync(document);
                string story = $"{name} after {mends} mends\n{await Workbench.TextOfAsync(document)}";
                string[] wrong = [.. found.Where(Editor.IsShown).Select(Editor.Show), .. mends == 0 ? [] : await Workbench.ErrorsOfAsync(document)];
                Assert.True(wrong.Length == 0, $"{story}\n{string.Join('\n', wrong)}");
                Assert.True(mends < 30, story);
                if (found.IsEmpty)
                {
                    break;
                }

                var (_, action) = Assert.Single(await Workbench.OffersAsync(document, found[0]));
                document = await Workbench.ApplyAsync(document, action);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryPart))]
    public async Task A_mend_of_a_program_half_typed_neither_throws_nor_breaks_its_syntax(int seed)
    {
        using var workbench = new Workbench(CorpusProgram.ImplicitUsings);
        var random = new Random(seed);
        var programs = CorpusProgram.Names("Wrong");
        for (int i = 0; i < (Long ? 400 : 20); i++)
        {
            string name = programs[random.Next(programs.Length)];
            var document = workbench.Open(HalfTypedTests.Damage(CorpusProgram.Get("Wrong", name).Text, random));
            int syntaxErrors = await SyntaxErrors(document);
            foreach (var diagnostic in await Workbench.DiagnosticsOfAsync(document))
            {
                foreach (var (mend, action) in await Workbench.OffersAsync(document, diagnostic))
                {
                    var mended = await Workbench.ApplyAsync(document, action);
                    Assert.True(
                        await SyntaxErrors(mended) <= syntaxErrors,
                        $"seed {seed}, {name}, {mend} '{action.Title}' of {Editor.Show(diagnostic)}\n{await Workbench.TextOfAsync(document)}\n=>\n{await Workbench.TextOfAsync(mended)}");
                }
            }
        }
    }

    private static IEnumerable<string> Chosen(string folder, int part, int every) => CorpusProgram.Names(folder)
        .Where((_, i) => i % Parts == part && (Long || i / Parts % every == 0));

    private static Document Open(Workbench workbench, CorpusProgram program) =>
        workbench.Open(program.Text, program.HasEntryPoint ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);

    private static async Task<int> SyntaxErrors(Document document) =>
        (await document.GetSyntaxTreeAsync())!.GetDiagnostics().Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
