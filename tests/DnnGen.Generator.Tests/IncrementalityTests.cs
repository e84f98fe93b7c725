using System.Collections;
using System.Reflection;

using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Tests;

/// <summary>Typing elsewhere re-runs nothing, and a change re-runs what it must.</summary>
public sealed class IncrementalityTests
{
    private const string Network = """
        namespace Shop;

        /// <summary>Cats.</summary>
        [Network(12, 4, 1)]
        public partial class Cat
        {
            public int Lives() => 9;
        }

        internal static class Elsewhere
        {
            internal static int Answer() => 42;
        }
        """;

    /// <summary>What is edited, and what becomes of the network that was there.</summary>
    public static TheoryData<string, string, string, string> Edits => new()
    {
        { "a comment", "namespace Shop;", "namespace Shop; // a comment", "nothing" },
        { "a comment above the class", "/// <summary>Cats.</summary>", "/// <summary>Cats and others.</summary>\n", "nothing" },
        { "a method body elsewhere", "=> 42", "=> 43", "nothing" },
        { "a member of the class", "=> 9", "=> 8", "nothing" },
        { "a new member of the class", "public int Lives() => 9;", "public int Lives() => 9; private int fleas; public int Fleas() => fleas;", "nothing" },
        { "an unrelated type", "internal static class Elsewhere", "internal sealed class Unrelated; internal static class Elsewhere", "nothing" },
        { "another spelling of the same sizes", "[Network(12, 4, 1)]", "[Network(3 * 4, 4, 1)]", "nothing" },
        { "a size", "[Network(12, 4, 1)]", "[Network(12, 5, 1)]", "modified" },
        { "an activation", "[Network(12, 4, 1)]", "[Network(12, 4, 1, Hidden = Activation.Tanh)]", "modified" },
        { "the name of the class", "public partial class Cat", "public partial class Dog", "modified" },
        { "the namespace", "namespace Shop;", "namespace Market;", "modified" },
        { "a neighbour whose name gets in the way", "internal static class Elsewhere", "internal sealed class Matrix<T>; internal static class Elsewhere", "modified" },
        { "a second network", "internal static class Elsewhere", "[Network(2, 1)] internal partial class Dog; internal static class Elsewhere", "added" },
        { "a second network that differs in case", "internal static class Elsewhere", "[Network(2, 1)] internal partial class CAT; internal static class Elsewhere", "renamed" },
        { "a mistake", "[Network(12, 4, 1)]", "[Network(12, 0, 1)]", "removed" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_re_runs_what_it_must_and_no_more(string edit, string before, string after, string expected)
    {
        Assert.NotEmpty(edit);
        Assert.Contains(before, Network, StringComparison.Ordinal);
        var result = Edit(new Consumer(Network), new Consumer(Network.Replace(before, after, StringComparison.Ordinal)));
        var shapes = Reasons(result, NetworkGenerator.ShapesStep);
        var outputs = Reasons(result, NetworkGenerator.OutputsStep);

        switch (expected)
        {
            case "nothing":
                Assert.Equal([IncrementalStepRunReason.Cached], shapes);
                Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, NetworkGenerator.FileNamesStep));
                Assert.Equal([IncrementalStepRunReason.Cached], outputs);
                Assert.Equal([IncrementalStepRunReason.Cached], SourceOutputs(result));
                break;
            case "modified":
                Assert.Equal([IncrementalStepRunReason.Modified], shapes);
                Assert.Equal([IncrementalStepRunReason.Modified], outputs);
                Assert.Equal([IncrementalStepRunReason.Modified], SourceOutputs(result));
                break;
            case "added":
                Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], shapes);
                Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], SourceOutputs(result));
                break;
            case "renamed":
                Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], shapes);
                Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, NetworkGenerator.FileNamesStep));
                Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.New], SourceOutputs(result));
                break;
            default:
                Assert.Empty(result.GeneratedSources);
                break;
        }
    }

    [Fact]
    public void A_change_in_another_file_re_runs_nothing()
    {
        var result = Edit(new Consumer(Network, "class A;"), new Consumer(Network, "class A { int a; }"));

        Assert.All(SourceOutputs(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    /// <summary>What is edited in the file of a block, and whether the network that puts it in is written anew.</summary>
    [Theory]
    [InlineData("Dense(6)", "Dense(7)", true)]
    [InlineData("Dense(Block.Width)", "Dense(2 * Block.Width)", true)]
    [InlineData("class Hidden;", "class Hidden { int a; }", false)]
    [InlineData("[Block,", "/* a comment */ [Block,", false)]
    public void A_change_of_a_block_in_another_file_re_runs_the_networks_that_put_it_in_and_no_other(string before, string after, bool isModified)
    {
        const string Nets = "[Network, Input(4), Use<Hidden>(Width = 3), Dense(1)] partial class A; [Network(3, 1)] partial class B;";
        const string Hidden = "[Block, Dense(6), Dense(Block.Width)] class Hidden;";
        var result = Edit(new Consumer(Nets, Hidden), new Consumer(Nets, Hidden.Replace(before, after, StringComparison.Ordinal)));

        Assert.Equal([isModified ? IncrementalStepRunReason.Modified : IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], SourceOutputs(result));
    }

    [Fact]
    public void A_change_of_one_network_leaves_the_others_alone()
    {
        const string Two = "[Network(2, 1)] partial class A; [Network(3, 1)] partial class B;";
        var result = Edit(new Consumer(Two), new Consumer(Two.Replace("3, 1", "3, 2", StringComparison.Ordinal)));

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], SourceOutputs(result));
    }

    [Fact]
    public void Nothing_that_crosses_the_pipeline_holds_on_to_a_compilation()
    {
        var driver = Consumer.Driver(trackSteps: true).RunGenerators(new Consumer(CompilationTests.Declarations).Compile());
        var result = driver.GetRunResult().Results[0];
        foreach (string step in new[] { NetworkGenerator.ShapesStep, NetworkGenerator.FileNamesStep, NetworkGenerator.OutputsStep })
        {
            var values = result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value).ToList();
            Assert.NotEmpty(values);
            var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
            Assert.All(values, value => Walk(value, step, seen));
        }
    }

    /// <summary>Follows every field of every object: what is found here is what the editor keeps in memory between keystrokes.</summary>
    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is Compilation or ISymbol or SyntaxNode or SyntaxTree or Location or AttributeData or Diagnostic or SemanticModel or SyntaxToken or SyntaxReference,
            $"{path} holds a {value.GetType()}.");
        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is Type or MemberInfo or Delegate)
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }

    private static GeneratorRunResult Edit(Consumer before, Consumer after)
    {
        var first = before.Compile();
        var driver = Consumer.Driver(trackSteps: true).RunGenerators(first);
        var second = (Compilation)first;
        var edited = after.Compile();
        foreach (var (old, changed) in first.SyntaxTrees.Zip(edited.SyntaxTrees))
        {
            // As an editor does: only the file that was typed in is another.
            second = old.ToString() == changed.ToString() ? second : second.ReplaceSyntaxTree(old, changed);
        }

        var result = driver.RunGenerators(second).GetRunResult().Results[0];
        Assert.Null(result.Exception);
        return result;
    }

    private static List<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => Simplify(output.Reason))];

    private static List<IncrementalStepRunReason> SourceOutputs(GeneratorRunResult result) =>
        [.. result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => Simplify(output.Reason))];

    /// <summary>Not run at all, or run with the same result: either way nothing behind it runs.</summary>
    private static IncrementalStepRunReason Simplify(IncrementalStepRunReason reason) =>
        reason == IncrementalStepRunReason.Unchanged ? IncrementalStepRunReason.Cached : reason;
}
