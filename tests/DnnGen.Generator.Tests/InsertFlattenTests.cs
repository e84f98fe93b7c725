using DnnGen.CodeFixes;
using DnnGen.Generator.Analyzers;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace DnnGen.Generator.Tests;

/// <summary>The mend of DNN0020: <c>[Flatten]</c> before the dense layer, in the way the user writes layers.</summary>
public sealed class InsertFlattenTests
{
    [Fact]
    public Task On_a_line_of_its_own_where_each_layer_has_one() => Mends(
        """
        /// <summary>Digits.</summary>
        [Network]
        [Input(1, 8, 8)] // pixels
        [Conv2D(2, kernel: 3)]
        // ten classes
        [{|DNN0020:Dense(10)|}]
        public partial class Digits;
        """,
        """
        /// <summary>Digits.</summary>
        [Network]
        [Input(1, 8, 8)] // pixels
        [Conv2D(2, kernel: 3)]
        // ten classes
        [Flatten]
        [Dense(10)]
        public partial class Digits;
        """);

    [Fact]
    public Task Indented_like_the_layer() => Mends(
        """
        static partial class Outer
        {
            [Network]
            [Input(1, 8, 8)]
            [{|DNN0020:Dense(10)|}]
            public partial class Digits;
        }
        """,
        """
        static partial class Outer
        {
            [Network]
            [Input(1, 8, 8)]
            [Flatten]
            [Dense(10)]
            public partial class Digits;
        }
        """);

    [Fact]
    public Task In_the_same_list_where_there_is_one() => Mends(
        "[Network, Input(1, 8, 8), Conv2D(2, kernel: 3), {|DNN0020:Dense(10)|}, Dense(1)] public partial class Digits;",
        "[Network, Input(1, 8, 8), Conv2D(2, kernel: 3), Flatten, Dense(10), Dense(1)] public partial class Digits;");

    private static async Task Mends(string before, string after)
    {
        const string Head = "using DnnGen;\n";
        string mended = Head + after.ReplaceLineEndings("\n");
        var test = new CSharpCodeFixTest<DeclarationAnalyzer, InsertFlattenCodeFix, DefaultVerifier>
        {
            TestCode = Head + before.ReplaceLineEndings("\n"),
            FixedCode = mended,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
        };
        test.TestState.AdditionalReferences.AddRange(References.All);
        await test.RunAsync();

        Assert.NotEmpty(new Consumer(mended) { GlobalUsings = "" }.Generate().AddsNoErrors().Files);
    }
}
