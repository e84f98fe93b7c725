using DnnGen.CodeFixes;
using DnnGen.Generator.Analyzers;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace DnnGen.Generator.Tests;

/// <summary>The mend of DNN0001 and DNN0002: the word <c>partial</c> where it belongs, and all else as it was.</summary>
public sealed class CodeFixTests
{
    [Theory]
    [InlineData("[Network(2, 1)] class {|DNN0001:Cat|};", "[Network(2, 1)] partial class Cat;")]
    [InlineData("[Network(2, 1)] public sealed class {|DNN0001:Cat|} { }", "[Network(2, 1)] public sealed partial class Cat { }")]
    [InlineData("[Network(2, 1)] internal unsafe class {|DNN0001:Cat|} { }", "[Network(2, 1)] internal unsafe partial class Cat { }")]
    [InlineData("[Network] [Input(2)] [Dense(1)] class {|DNN0001:Cat|} { int a; }", "[Network] [Input(2)] [Dense(1)] partial class Cat { int a; }")]
    public Task DNN0001_becomes_partial_and_keeps_its_modifiers(string before, string after) => Mends(before, after);

    [Fact]
    public Task Comments_and_lines_stay_where_they_are() => Mends(
        """
        /* before */

        /// <summary>Cats.</summary>
        // why
        [Network(2, 1)] // sizes
        #region here
        public /* a */ class /* b */ {|DNN0001:Cat|} /* c */ : object // d
        {
            // inside
        } // after
        #endregion
        """,
        """
        /* before */

        /// <summary>Cats.</summary>
        // why
        [Network(2, 1)] // sizes
        #region here
        public /* a */ partial class /* b */ Cat /* c */ : object // d
        {
            // inside
        } // after
        #endregion
        """);

    [Fact]
    public Task Comments_before_a_class_without_modifiers_stay_where_they_are() => Mends(
        """
        // one
        [Network(2, 1)]
        // two
        class {|DNN0001:Cat|} { }
        """,
        """
        // one
        [Network(2, 1)]
        // two
        partial class Cat { }
        """);

    [Fact]
    public Task DNN0002_mends_every_type_around_the_network_five_deep() => Mends(
        """
        public class {|DNN0002:A|}
        {
            // a struct
            internal readonly struct {|DNN0002:B|}
            {
                /// <summary>A record.</summary>
                private sealed record {|DNN0002:C|}(int X)
                {
                    interface {|DNN0002:D|}<T> where T : class
                    {
                        protected record struct {|DNN0002:E|}<TKey>(TKey Key)
                        {
                            [Network(2, 1)] public class {|DNN0001:Cat|} { }
                        }
                    }
                }
            }
        }
        """,
        """
        public partial class A
        {
            // a struct
            internal readonly partial struct B
            {
                /// <summary>A record.</summary>
                private sealed partial record C(int X)
                {
                    partial interface D<T> where T : class
                    {
                        protected partial record struct E<TKey>(TKey Key)
                        {
                            [Network(2, 1)] public partial class Cat { }
                        }
                    }
                }
            }
        }
        """,
        steps: 6);

    [Fact]
    public Task Fix_all_mends_many_classes_at_once() => Mends(
        """
        [Network(2, 1)] class {|DNN0001:A|};
        [Network(2, 1)] sealed class {|DNN0001:B|};
        // C
        [Network(2, 1)] public class {|DNN0001:C|};
        """,
        """
        [Network(2, 1)] partial class A;
        [Network(2, 1)] sealed partial class B;
        // C
        [Network(2, 1)] public partial class C;
        """,
        steps: 3);

    [Fact]
    public Task Fix_all_mends_a_type_around_two_networks_once() => Mends(
        """
        class {|DNN0002:Outer|}
        {
            [Network(2, 1)] public partial class A;
            [Network(2, 1)] public partial class B;
        }
        """,
        """
        partial class Outer
        {
            [Network(2, 1)] public partial class A;
            [Network(2, 1)] public partial class B;
        }
        """,
        steps: 1);

    /// <summary>The mended source is compiled together with the code that the generator now writes for it.</summary>
    private static async Task Mends(string before, string after, int steps = 1)
    {
        const string Head = "using DnnGen;\n";
        string mended = Head + after.ReplaceLineEndings("\n");
        var test = new CSharpCodeFixTest<DeclarationAnalyzer, MakePartialCodeFix, DefaultVerifier>
        {
            TestCode = Head + before.ReplaceLineEndings("\n"),
            FixedCode = mended,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            NumberOfIncrementalIterations = steps,
            SolutionTransforms = { AllowUnsafe },
        };
        test.TestState.AdditionalReferences.AddRange(References.All);
        await test.RunAsync();

        var consumer = new Consumer(mended) { Options = Consumer.Strict.WithAllowUnsafe(true), GlobalUsings = "" };
        var project = consumer.Generate().AddsNoErrors();
        Assert.NotEmpty(project.Files);
        Assert.Empty(consumer.Analyze());
    }

    private static Microsoft.CodeAnalysis.Solution AllowUnsafe(Microsoft.CodeAnalysis.Solution solution, Microsoft.CodeAnalysis.ProjectId project) =>
        solution.WithProjectCompilationOptions(
            project, ((Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions)solution.GetProject(project)!.CompilationOptions!).WithAllowUnsafe(true));
}
