using System.Collections.Immutable;
using System.Globalization;

using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DnnGen.Generator.Tests.ShapeFlow;

/// <summary>Programs as they are while someone types: whatever is missing or twice there, no analyzer throws.</summary>
public sealed class HalfTypedTests
{
    private const int Seeds = 12;

    // With DNNGEN_FUZZ=long in the environment, twenty times as many.
    private static readonly int VariantsPerSeed = Environment.GetEnvironmentVariable("DNNGEN_FUZZ") == "long" ? 600 : 30;

    public static TheoryData<int> EverySeed => [.. Enumerable.Range(1, Seeds)];

    [Theory]
    [MemberData(nameof(EverySeed))]
    public void No_analyzer_throws_on_a_program_with_tokens_lost_doubled_or_swapped(int seed)
    {
        var random = new Random(seed);
        var programs = CorpusProgram.Names("Right").Select(name => ("Right", name)).Concat(CorpusProgram.Names("Wrong").Select(name => ("Wrong", name))).ToArray();
        for (int i = 0; i < VariantsPerSeed; i++)
        {
            var (folder, name) = programs[random.Next(programs.Length)];
            string variant = Damage(CorpusProgram.Get(folder, name).Text, random);
            var output = (Compilation)new Consumer(variant) { Options = new(OutputKind.DynamicallyLinkedLibrary) }.Generate().Output;
            ImmutableArray<Diagnostic> found;
            try
            {
                found = Editor.Diagnostics(output);
            }
            catch (AggregateException) when (CompilerFails(output))
            {
                continue;
            }

            foreach (var diagnostic in found)
            {
                Assert.False(
                    diagnostic.Id.StartsWith("AD", StringComparison.Ordinal),
                    $"seed {seed}, {folder}/{name}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n{variant}");
            }
        }
    }

    /// <summary>
    /// Whether the compiler itself falls over a program, without any analyzer: it does over some halves of an extension
    /// block. What an analyzer throws comes as a diagnostic, and never this way.
    /// </summary>
    private static bool CompilerFails(Compilation compilation)
    {
        try
        {
            compilation.GetDiagnostics();
            return false;
        }
        catch (AggregateException)
        {
            return true;
        }
    }

    /// <summary>One to four tokens deleted, doubled, swapped with another, or all from one on cut off.</summary>
    public static string Damage(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.ToFullString()).ToList();
        for (int count = random.Next(1, 5); count > 0 && tokens.Count > 2; count--)
        {
            int at = random.Next(tokens.Count - 1);
            switch (random.Next(8))
            {
                case 0:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 1:
                    int other = random.Next(tokens.Count - 1);
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 2:
                    tokens.RemoveRange(at, Math.Min(tokens.Count - at, random.Next(1, 12)));
                    break;
                case 3 when count == 1:
                    tokens.RemoveRange(at, tokens.Count - at);
                    break;
                default:
                    tokens.RemoveAt(at);
                    break;
            }
        }

        return string.Concat(tokens);
    }
}
