using DnnGen.Generator.ShapeFlow;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.Tests.ShapeFlow;

/// <summary>How much work an analysis is, counted in walks through a block, so that no clock decides.</summary>
public sealed class WorkTests
{
    [Fact]
    public void A_method_without_loops_takes_one_walk_through_every_block()
    {
        var (evaluations, blocks) = Count(Many(100));

        Assert.True(evaluations <= blocks, $"{evaluations} walks through {blocks} blocks.");
    }

    [Fact]
    public void A_method_of_5000_lines_takes_ten_times_the_work_of_one_of_500()
    {
        var (few, _) = Count(Many(100));
        var (many, blocks) = Count(Many(1000));

        Assert.True(blocks > 2000);
        Assert.InRange(many, few, 10 * few);
    }

    [Fact]
    public void A_loop_or_a_try_around_everything_takes_a_constant_factor()
    {
        var (inLoop, blocks) = Count("for (int q = 0; q < n; q++) {" + Many(500) + "}");
        var (inTry, _) = Count("try {" + Many(500) + "} catch (Exception) { Console.WriteLine(); } finally { Console.WriteLine(); }");

        Assert.InRange(inLoop, blocks, 4 * blocks);
        Assert.InRange(inTry, 1, 2 * blocks);
    }

    [Theory]
    [InlineData("if (n > {0}) {{ x = x + x; ", "}}", 200)]
    [InlineData("if (n == {0}) {{ x = Matrix<float>.Zeros(3, {0}); }} else {{ ", "}}", 150)]
    [InlineData("try {{ var a{0} = x + x; ", "}} finally {{ Console.WriteLine(); }}", 100)]
    [InlineData("Action f{0} = () => {{ var a{0} = x + x; ", "}}; f{0}();", 60)]
    [InlineData("f{0}(); void f{0}() {{ var a{0} = x + x; ", "}}", 60)]
    [InlineData("switch (n) {{ case {0}: x = x + x; break; default: ", "break; }}", 100)]
    public void Nesting_takes_work_in_proportion(string open, string close, int depth)
    {
        var (half, _) = Count(Nested(open, close, depth / 2));
        var (whole, blocks) = Count(Nested(open, close, depth));

        Assert.True(whole <= (2.2 * half) + 10, $"{whole} walks at depth {depth}, {half} at half of it.");
        Assert.True(whole <= 3 * Math.Max(blocks, depth * 3), $"{whole} walks through {blocks} blocks.");
    }

    [Fact]
    public void Loops_in_loops_take_no_more_than_their_depth_in_walks_through_each_block()
    {
        const int depth = 12;
        var (evaluations, blocks) = Count(Nested("for (int i{0} = 0; i{0} < n; i{0}++) {{ x = x + x; ", "}}", depth));

        Assert.InRange(evaluations, blocks, depth * blocks);
    }

    private static string Many(int groups) => string.Concat(Enumerable.Range(0, groups).Select(i => $$"""
        var a{{i}} = Matrix<float>.Zeros(3, {{i + 1}});
        if (n > {{i}}) { a{{i}} = a{{i}} + a{{i}}; }
        var p{{i}} = net.Predict(a{{i}});
        Console.WriteLine(p{{i}}.Rows);
        n += a{{i}}.Columns;

        """));

    private static string Nested(string open, string close, int depth) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => string.Format(null, open, i)))
        + "Console.WriteLine(net.Predict(x));"
        + string.Concat(Enumerable.Range(0, depth).Reverse().Select(i => string.Format(null, close, i)));

    /// <summary>The walks that the analysis of a method takes, and the blocks that the method itself has.</summary>
    private static (int Evaluations, int Blocks) Count(string statements)
    {
        var output = new Consumer($$"""
            [Network(3, 4, 1)] public partial class Net;
            static class Program { static void Method(Net net, Matrix<float> x, int n) { {{statements}} } }
            """).Generate().Output;
        var tree = output.SyntaxTrees.First();
        var model = output.GetSemanticModel(tree);
        var declaration = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First();
        var body = (IMethodBodyOperation)model.GetOperation(declaration)!;
        var method = (IMethodSymbol)model.GetDeclaredSymbol(declaration)!;
        var graph = ControlFlowGraph.Create(body);

        var types = KnownTypes.Find(output)!;
        var context = new FlowContext(types, new AnnotationReader(types), new VariableUse([body]), model, _ => { }, CancellationToken.None);
        new FlowAnalysis(context, graph, method, context.EntryOf(method, FlowState.Empty)).Run();
        return (context.Evaluations, graph.Blocks.Length);
    }
}
