using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DnnGen.Package.Tests;

/// <summary>
/// Everything that the README shows is so: its C# compiles against the package, its outputs are what that code writes, its
/// errors are what the compiler says. With <c>DNNGEN_WRITE_README=1</c> in the environment the outputs are written into it.
/// </summary>
[Collection(PackageTests.Name)]
public sealed class ReadmeTests(PackedPackages packages)
{
    private const string ShownFile = "Networks.cs";

    private static readonly string ReadmeFile = Path.Combine(Repository.Root, "README.md");

    private readonly PackageCompiler compiler = new(packages);

    [Fact]
    public async Task The_tour_compiles_as_one_program_and_writes_what_the_README_shows()
    {
        var readme = Read();
        var compiled = await CompileTour(readme);
        string[] written = Run(compiled.Compilation);
        int section = 0;
        Check(readme, block => block.IsOutput ? written[section++] : null);
        Assert.Equal(written.Length, section + (written[^1].Length == 0 ? 1 : 0));
    }

    [Fact]
    public async Task The_generated_code_that_the_README_shows_is_what_the_generator_writes()
    {
        var readme = Read();
        var compiled = await CompileTour(readme);
        Check(readme, block => block.After("generated:") switch
        {
            null => null,
            var member when member.Contains('.', StringComparison.Ordinal) => Method(compiled.Compilation, member),
            var network => Documentation(compiled.Compilation, network),
        });
    }

    [Fact]
    public async Task Every_wrong_example_gives_exactly_the_error_it_is_there_for()
    {
        var readme = Read();
        string said = "";
        var sayings = new Dictionary<ReadmeBlock, string>();
        foreach (var block in readme)
        {
            if (block.After("does not compile:") is { } id)
            {
                var compiled = await compiler.Compile(block.Text, KindOf(block), ShownFile);
                List<Diagnostic> drawn = [.. compiled.Diagnostics, .. compiled.Hidden.Where(hidden => hidden.Id == id)];
                Assert.True(drawn.Count == 1, $"The block in line {block.FirstLine} of the README should draw {id} alone: {string.Join('\n', drawn)}");
                var diagnostic = drawn[0];
                Assert.Equal(id, diagnostic.Id);
                var place = diagnostic.Location.GetLineSpan().StartLinePosition;
                said = string.Create(CultureInfo.InvariantCulture, $"{ShownFile}({place.Line + 1},{place.Character + 1}): {Word(diagnostic.Severity)} {id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
            }
            else if (block.IsCompilerOutput)
            {
                sayings.Add(block, said);
            }
        }

        Check(readme, block => sayings.GetValueOrDefault(block));
    }

    [Fact]
    public async Task Every_right_example_compiles_by_itself()
    {
        foreach (var block in Read().Where(block => block.Mark == "compiles by itself"))
        {
            var compiled = await compiler.Compile(block.Text, KindOf(block), ShownFile);
            Assert.True(compiled.Diagnostics.Count == 0, $"The block in line {block.FirstLine} of the README: {string.Join('\n', compiled.Diagnostics)}");
        }
    }

    [Fact]
    public void Every_rule_has_its_heading_with_a_wrong_and_a_right_example()
    {
        string[] lines = File.ReadAllLines(ReadmeFile);
        foreach (var rule in compiler.Rules)
        {
            string anchor = "#" + rule.Id.ToLowerInvariant();
            Assert.Equal("README.md" + anchor, rule.HelpLinkUri);
            Assert.Contains($"### {rule.Id}", lines);
            Assert.Contains($"<!-- does not compile: {rule.Id} -->", lines);
            Assert.Contains(lines, line => line.Contains($"[{rule.Id}]({anchor})", StringComparison.Ordinal) && line.Contains(rule.Title.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_block_says_what_it_is()
    {
        foreach (var block in Read())
        {
            Assert.True(
                block.IsTour || block.IsOutput || block.IsCompilerOutput || block.Mark == "compiles by itself" || block.After("generated:") is not null || block.After("does not compile:") is not null
                || block.Language is "sh" or "xml" || block.Mark.StartsWith("from", StringComparison.Ordinal),
                $"No test reads the block in line {block.FirstLine} of the README.");
        }
    }

    [Fact]
    public void The_two_commands_are_those_that_the_check_script_runs()
    {
        string readme = File.ReadAllText(ReadmeFile);
        string script = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));
        Assert.Contains("\ndotnet run -c Release --project samples/CatClassifier\n", readme, StringComparison.Ordinal);
        Assert.Contains("\ndotnet test DnnGen.sln -c Release\n", readme, StringComparison.Ordinal);
        Assert.Contains("\ndotnet test DnnGen.sln -c Release ", script, StringComparison.Ordinal);
    }

    /// <summary>A block with statements is a program.</summary>
    private static OutputKind KindOf(ReadmeBlock block) =>
        CSharpSyntaxTree.ParseText(block.Text).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any()
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;

    private static string Word(DiagnosticSeverity severity) => severity == DiagnosticSeverity.Info ? "info" : severity.ToString().ToLowerInvariant();

    private static IReadOnlyList<ReadmeBlock> Read() => ReadmeBlock.Read(File.ReadAllLines(ReadmeFile));

    /// <summary>The blocks of the tour as one program: statements in order, then the types that they declare.</summary>
    private async Task<Compiled> CompileTour(IReadOnlyList<ReadmeBlock> readme)
    {
        var statements = new StringBuilder();
        var types = new StringBuilder();
        foreach (var block in readme)
        {
            if (block.IsOutput)
            {
                statements.Append("Console.Write('\\u0001');\n");
            }
            else if (block.IsTour)
            {
                var unit = CSharpSyntaxTree.ParseText(block.Text).GetCompilationUnitRoot();
                foreach (var member in unit.Members)
                {
                    (member is GlobalStatementSyntax ? statements : types).Append(member.ToFullString()).Append('\n');
                }
            }
        }

        var compiled = await compiler.Compile($"{statements}{types}", OutputKind.ConsoleApplication, "Tour.cs");
        Assert.True(compiled.Diagnostics.Count == 0, $"The tour does not compile:\n{string.Join('\n', compiled.Diagnostics)}\n{statements}{types}");
        return compiled;
    }

    /// <summary>Runs the tour and cuts what it writes where the README shows it.</summary>
    private string[] Run(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("Tour", isCollectible: true);
        var (output, culture, folder) = (Console.Out, CultureInfo.CurrentCulture, Environment.CurrentDirectory);
        using var written = new StringWriter { NewLine = "\n" };
        try
        {
            using var runtime = new MemoryStream(File.ReadAllBytes(compiler.RuntimeLibrary));
            context.LoadFromStream(runtime);
            Console.SetOut(written);
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Environment.CurrentDirectory = Directory.CreateDirectory(Path.Combine(packages.Folder, "tour")).FullName;
            context.LoadFromStream(image).EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
        }
        finally
        {
            Console.SetOut(output);
            CultureInfo.CurrentCulture = culture;
            Environment.CurrentDirectory = folder;
            context.Unload();
        }

        return [.. written.ToString().ReplaceLineEndings("\n").Split('\u0001').Select(section => section.TrimEnd('\n'))];
    }

    /// <summary>A generated method, of overloads the longest, without the documentation above it, at the left margin.</summary>
    private static string Method(CSharpCompilation compilation, string classAndMethod)
    {
        string name = classAndMethod[(classAndMethod.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var method = GeneratedFile(compilation, classAndMethod).DescendantNodes().OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.Text == name).MaxBy(method => method.Span.Length)!;
        string[] lines = method.ToString().ReplaceLineEndings("\n").Split('\n');
        return string.Join('\n', lines.Select((line, i) => i > 0 && line.Length >= 4 ? line[4..] : line));
    }

    /// <summary>The documentation of a generated class.</summary>
    private static string Documentation(CSharpCompilation compilation, string network) =>
        string.Join('\n', GeneratedFile(compilation, network).ToFullString().ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("///", StringComparison.Ordinal)));

    private static SyntaxNode GeneratedFile(CSharpCompilation compilation, string name) =>
        Assert.Single(compilation.SyntaxTrees, tree => Path.GetFileName(tree.FilePath) == name + ".g.cs").GetRoot();

    /// <summary>Compares blocks with what they should be, or writes it into the README where it was asked for.</summary>
    private static void Check(IReadOnlyList<ReadmeBlock> readme, Func<ReadmeBlock, string?> expected)
    {
        var pairs = readme.Select(block => (Block: block, Text: expected(block))).Where(pair => pair.Text is not null).ToList();
        Assert.NotEmpty(pairs);
        if (Environment.GetEnvironmentVariable("DNNGEN_WRITE_README") == "1")
        {
            var lines = File.ReadAllLines(ReadmeFile).ToList();
            foreach (var (block, text) in pairs.AsEnumerable().Reverse().Where(pair => !SameWords(pair.Text!, pair.Block.Text)))
            {
                lines.RemoveRange(block.FirstLine, lines.IndexOf("```", block.FirstLine) - block.FirstLine);
                lines.InsertRange(block.FirstLine, text!.Split('\n'));
            }

            File.WriteAllText(ReadmeFile, string.Join('\n', lines) + "\n");
            return;
        }

        foreach (var (block, text) in pairs)
        {
            Assert.True(SameWords(text!, block.Text), $"The block in line {block.FirstLine} of the README should be (DNNGEN_WRITE_README=1 writes it there):\n{text}\nand is:\n{block.Text}");
        }
    }

    /// <summary>Whether two texts are the same; numbers with a fraction may differ a little, as they do between processors.</summary>
    private static bool SameWords(string expected, string actual)
    {
        string[] left = expected.Split([' ', '\n', '(', ')', ',', ';', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        string[] right = actual.Split([' ', '\n', '(', ')', ',', ';', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        return left.Length == right.Length && left.Zip(right).All(pair => pair.First == pair.Second || Close(pair.First.TrimEnd('.', ':'), pair.Second.TrimEnd('.', ':')));
    }

    private static bool Close(string expected, string actual)
    {
        return expected.Contains('.', StringComparison.Ordinal)
            && double.TryParse(expected, CultureInfo.InvariantCulture, out double left)
            && double.TryParse(actual, CultureInfo.InvariantCulture, out double right)
            && (Math.Abs(left - right) <= 0.02 * Math.Max(Math.Abs(left), Math.Abs(right)) || (Math.Abs(left) < 1e-2 && Math.Abs(right) < 1e-2));
    }
}
