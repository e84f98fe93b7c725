using System.Text.RegularExpressions;

using DnnGen.CodeFixes;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.Tests;

/// <summary>
/// DNN1010: what a body shows of a shape is suggested, and the mend writes it down. After it the body draws nothing, and
/// whoever uses the member wrongly is told.
/// </summary>
public sealed partial class AddShapeTests
{
    private const string Networks =
        """
        using System;
        using DnnGen;

        [Network(12288, 20, 1)] partial class Cat;
        [Network(64, 12, 3)] partial class Digits;


        """;

    [Theory]

    // What is handed on to a network must fit it; y has as many columns as x.
    [InlineData(
        "void {|DNN1010:Train|}(Matrix<float> x, Matrix<float> y) { for (int i = 0; i < 9; i++) { cat.TrainStep(x, y, 0.1f, cat.CreateWorkspace(x.Columns)); } }",
        """void Train([Shape("12288", "m")] Matrix<float> x, [Shape("1", "m")] Matrix<float> y) { for (int i = 0; i < 9; i++) { cat.TrainStep(x, y, 0.1f, cat.CreateWorkspace(x.Columns)); } }""")]
    [InlineData(
        "void {|DNN1010:Use|}(/* a */ Matrix<float> x /* b */) => Console.WriteLine(cat.Predict(x.Transpose()));",
        """void Use(/* a */ [Shape("n", "12288")] Matrix<float> x /* b */) => Console.WriteLine(cat.Predict(x.Transpose()));""")]

    // What is returned has one shape by every way out.
    [InlineData("Matrix<float> {|DNN1010:Make|}() => Matrix<float>.Zeros(3, 4);", """[return: Shape("3", "4")] Matrix<float> Make() => Matrix<float>.Zeros(3, 4);""")]
    [InlineData(
        "Matrix<float> {|DNN1010:Make|}(bool b) { if (b) { return Matrix<float>.Zeros(3, 4); } return Matrix<float>.Zeros(3, 5); }",
        """[return: Shape("3", "_")] Matrix<float> Make(bool b) { if (b) { return Matrix<float>.Zeros(3, 4); } return Matrix<float>.Zeros(3, 5); }""")]
    [InlineData("Matrix<float> {|DNN1010:Make|}(int rows, int n) => Matrix<float>.Zeros(2 * rows, n + 1);", """[return: Shape("2 * rows", "n + 1")] Matrix<float> Make(int rows, int n) => Matrix<float>.Zeros(2 * rows, n + 1);""")]

    // Names tie what is returned to what is taken.
    [InlineData("Matrix<float> {|DNN1010:Ask|}(Matrix<float> x) => cat.Predict(x);", """[return: Shape("1", "m")] Matrix<float> Ask([Shape("12288", "m")] Matrix<float> x) => cat.Predict(x);""")]
    [InlineData("Matrix<float> {|DNN1010:Twice|}(Matrix<float> x) => 2f * x;", """[return: Shape("n", "m")] Matrix<float> Twice([Shape("n", "m")] Matrix<float> x) => 2f * x;""")]
    [InlineData("Matrix<float> {|DNN1010:Flip|}(Matrix<float> x) => x.Transpose();", """[return: Shape("m", "n")] Matrix<float> Flip([Shape("n", "m")] Matrix<float> x) => x.Transpose();""")]
    [InlineData("Matrix<float> {|DNN1010:Join|}(Matrix<float> a, Matrix<float> b) => a * b;", """[return: Shape("n", "m")] Matrix<float> Join([Shape("n", "k")] Matrix<float> a, [Shape("k", "m")] Matrix<float> b) => a * b;""")]
    [InlineData("const int m = 9; Matrix<float> {|DNN1010:Ask|}(Matrix<float> x, int m2) => cat.Predict(x);", """const int m = 9; [return: Shape("1", "m3")] Matrix<float> Ask([Shape("12288", "m3")] Matrix<float> x, int m2) => cat.Predict(x);""")]

    // What is annotated already stays.
    [InlineData(
        """Matrix<float> {|DNN1010:Ask|}([Shape("12288", "examples")] Matrix<float> x, Matrix<float> y) { cat.Fit(x, y, new()); return cat.Predict(x); }""",
        """[return: Shape("1", "examples")] Matrix<float> Ask([Shape("12288", "examples")] Matrix<float> x, [Shape("1", "examples")] Matrix<float> y) { cat.Fit(x, y, new()); return cat.Predict(x); }""")]

    // Fields and properties with an initialiser that nothing overwrites.
    [InlineData("readonly Matrix<float> {|DNN1010:field|} = Matrix<float>.Zeros(3, 4);", """[Shape("3", "4")] readonly Matrix<float> field = Matrix<float>.Zeros(3, 4);""")]
    [InlineData("public static Matrix<float> {|DNN1010:Start|} { get; } = Matrix<float>.Zeros(3, Environment.TickCount);", """[Shape("3", "_")] public static Matrix<float> Start { get; } = Matrix<float>.Zeros(3, Environment.TickCount);""")]
    [InlineData("Matrix<float> Start {|DNN1010:=>|} Matrix<float>.Zeros(3, 4);", """[Shape("3", "4")] Matrix<float> Start => Matrix<float>.Zeros(3, 4);""")]
    [InlineData("Matrix<float> Start { {|DNN1010:get|} { return Matrix<float>.Zeros(3, 4); } }", """[Shape("3", "4")] Matrix<float> Start { get { return Matrix<float>.Zeros(3, 4); } }""")]

    // Constructors, local functions, generic numbers.
    [InlineData("public {|DNN1010:Program|}(Matrix<float> x) : this(null!, null!) => Cat.Create(1).Predict(x);", """public Program([Shape("12288", "m")] Matrix<float> x) : this(null!, null!) => Cat.Create(1).Predict(x);""")]
    [InlineData(
        "void Outer() { Show(Matrix<float>.Zeros(64, 2)); void {|DNN1010:Show|}(Matrix<float> x) => Console.WriteLine(digits.Predict(x)); }",
        """void Outer() { Show(Matrix<float>.Zeros(64, 2)); void Show([Shape("64", "m")] Matrix<float> x) => Console.WriteLine(digits.Predict(x)); }""")]
    [InlineData("Matrix<T> {|DNN1010:Make|}<T>() where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => Matrix<T>.Zeros(3, 4);", """[return: Shape("3", "4")] Matrix<T> Make<T>() where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => Matrix<T>.Zeros(3, 4);""")]
    public async Task What_a_body_shows_is_written_down(string before, string after)
    {
        using var workbench = new Workbench();
        var document = workbench.Open(Program(Marks.Replace(before, "$1")));
        Assert.Empty(await Workbench.ErrorsOfAsync(document));
        var diagnostic = Assert.Single(await Workbench.DiagnosticsOfAsync(document));
        Assert.Equal(("DNN1010", Marks.Match(before).Groups[1].Value), (diagnostic.Id, (await document.GetTextAsync()).ToString(diagnostic.Location.SourceSpan)));

        var mended = await Workbench.ApplyAsync(document, Assert.Single(await Workbench.OffersAsync(document, diagnostic)).Action);
        Assert.Equal(Program(AttributeAtTheStart.Replace(after, "$1\n    ")), await Workbench.TextOfAsync(mended));
        Assert.Empty(await Workbench.ErrorsOfAsync(mended));
        Assert.Empty(await Workbench.DiagnosticsOfAsync(mended));
    }

    [Theory]

    // One way round it is enough to leave the parameter alone.
    [InlineData("void Use(Matrix<float> x) { if (x.Rows == 12288) { Console.WriteLine(cat.Predict(x)); } }")]
    [InlineData("void Use(Matrix<float> x) { if (x.Rows != 12288) { return; } Console.WriteLine(cat.Predict(x)); }")]
    [InlineData("void Use(Matrix<float> x) { try { Console.WriteLine(cat.Predict(x)); } catch (ArgumentException) { } }")]
    [InlineData("void Use(Matrix<float> x, bool b) => Console.WriteLine(b && cat.Predict(x).Rows > 1);")]
    [InlineData("void Use(Matrix<float> x, Cat? c) => Console.WriteLine(c?.Predict(x).Rows);")]
    [InlineData("void Use(Matrix<float> x, int n) { switch (n) { case 1: cat.Predict(x); break; default: break; } }")]
    [InlineData("void Use(Matrix<float> x, int[] n) { foreach (int i in n) { if (i == 3) { continue; } cat.Predict(x); } }")]
    [InlineData("Func<Matrix<float>> Use(Matrix<float> x) => () => cat.Predict(x);")]
    [InlineData("void Use(Matrix<float> x) { if (x.Rows == 12288) { cat.Predict(x); } else { digits.Predict(x); } }")]

    // Another matrix than the one that was passed.
    [InlineData("void Use(Matrix<float> x) { x = x.Reshape(12288, 5); cat.Predict(x); }")]
    [InlineData("void Use(ref Matrix<float> x) { cat.Predict(x); }")]
    [InlineData("void Use(Matrix<float> x, bool b) { if (b) { x = x.Transpose(); } cat.Predict(x); }")]

    // A contradiction in the body is for no annotation to solve.
    [InlineData("void Use(Matrix<float> x, bool b) { cat.Predict(x); if (b) { digits.Predict(x); } }")]

    // Returns of which nothing is known, or of two shapes.
    [InlineData("Matrix<float> Make(bool b) => b ? Matrix<float>.Zeros(3, 4) : Matrix<float>.Zeros(4, 5);")]
    [InlineData("Matrix<float> Make(Func<Matrix<float>> f) { var x = f(); return x; }")]

    // What may be written again, and what is not the member's own affair.
    [InlineData("Matrix<float> field = Matrix<float>.Zeros(3, 4);")]
    [InlineData("Matrix<float> Start { get; set; } = Matrix<float>.Zeros(3, 4);")]
    [InlineData("readonly Matrix<float> a = Matrix<float>.Zeros(3, 4), b = Matrix<float>.Zeros(3, 4);")]
    [InlineData("public virtual Matrix<float> Make() => Matrix<float>.Zeros(3, 4);")]
    [InlineData("interface IMake { Matrix<float> Make(); } class Made : IMake { public Matrix<float> Make() => Matrix<float>.Zeros(3, 4); }")]
    [InlineData("""[return: Shape("3", "4")] Matrix<float> Make() => Matrix<float>.Zeros(3, 4);""")]
    [InlineData("""void Use([Shape("12288", "m")] Matrix<float> x) => cat.Predict(x);""")]
    [InlineData("void Print(Matrix<float> x) => Console.WriteLine(x);")]
    public void Nothing_is_suggested_that_is_not_certain(string member)
    {
        var output = new Consumer(Program(member)) { Options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable), GlobalUsings = "" }.Generate().Output;
        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.DoesNotContain("DNN1010", Editor.Diagnostics(output).Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public Task Attributes_stand_on_lines_of_their_own_and_comments_stay() => Mends(
        """
        /// <summary>Asks.</summary>
            [Obsolete] // old
            public Matrix<float> {|DNN1010:Ask|}(
                // the pictures
                Matrix<float> x,
                int n) => cat.Predict(x);

            /// <summary>Starts.</summary>
            public readonly Matrix<float> {|DNN1010:Start|} = Matrix<float>.Zeros(3, 4); // zero
        """,
        """
        /// <summary>Asks.</summary>
            [Obsolete] // old
            [return: Shape("1", "m")]
            public Matrix<float> Ask(
                // the pictures
                [Shape("12288", "m")] Matrix<float> x,
                int n) => cat.Predict(x);

            /// <summary>Starts.</summary>
            [Shape("3", "4")]
            public readonly Matrix<float> Start = Matrix<float>.Zeros(3, 4); // zero
        """,
        steps: 2);

    [Fact]
    public Task Fix_all_writes_everything_down_and_finds_what_follows() => Mends(
        """
        Matrix<float> {|DNN1010:Inner|}(Matrix<float> x) => cat.Predict(x);
            Matrix<float> Outer(Matrix<float> x) => Inner(x);
            readonly Matrix<float> {|DNN1010:start|} = Matrix<float>.Zeros(3, 4);
        """,
        """
        [return: Shape("1", "m")]
            Matrix<float> Inner([Shape("12288", "m")] Matrix<float> x) => cat.Predict(x);
            [return: Shape("1", "m")]
            Matrix<float> Outer([Shape("12288", "m")] Matrix<float> x) => Inner(x);
            [Shape("3", "4")]
            readonly Matrix<float> start = Matrix<float>.Zeros(3, 4);
        """,
        steps: 3,
        fixAllSteps: 2);

    [Fact]
    public async Task The_attribute_is_written_out_where_its_name_means_something_else()
    {
        const string Before = "namespace Own { class ShapeAttribute : System.Attribute; class C { DnnGen.Matrix<float> {|DNN1010:M|}() => DnnGen.Matrix<float>.Zeros(1, 2); } }";
        await new MendTest(new AddShapeCodeFix())
        {
            TestCode = Before,
            FixedCode = Before.Replace("{|DNN1010:M|}", "M").Replace("DnnGen.Matrix<float> M", "[return: global::DnnGen.Shape(\"1\", \"2\")] DnnGen.Matrix<float> M"),
        }.RunAsync();
    }

    [Fact]
    public void After_it_every_call_is_checked()
    {
        const string Call = "static class Use { static void Main() => Helper.Ask(Matrix<float>.Zeros(5, 9)).CopyFrom(Matrix<float>.Zeros(2, 2)); }";
        const string Network = "[Network(12288, 1)] partial class Cat;\n";
        Assert.Empty(Editor.Of(Network + Call + "static class Helper { public static Matrix<float> Ask(Matrix<float> x) => Cat.Create(1).Predict(x); }"));
        Assert.Equal(
            ["DNN1007 @ Matrix<float>.Zeros(5, 9): Helper.Ask takes x as (12288 × m); this is (5 × 9)", "DNN1003 @ Matrix<float>.Zeros(2, 2): CopyFrom: the shapes (1 × 9) and (2 × 2) differ; both must be the same"],
            Editor.Of(Network + Call + """static class Helper { [return: Shape("1", "m")] public static Matrix<float> Ask([Shape("12288", "m")] Matrix<float> x) => Cat.Create(1).Predict(x); }"""));
    }

    [GeneratedRegex(@"^(\[.*?\)\]) ")]
    private static partial Regex AttributeAtTheStart { get; }

    [GeneratedRegex(@"\{\|DNN1010:(.*?)\|\}")]
    private static partial Regex Marks { get; }

    private static Task Mends(string before, string after, int steps = 1, int fixAllSteps = 1)
    {
        string source = Program(before), mended = Program(after);
        var test = new MendTest(new AddShapeCodeFix()) { TestCode = source, FixedCode = mended };
        if (source != mended)
        {
            test.NumberOfIncrementalIterations = steps;
            test.NumberOfFixAllIterations = test.NumberOfFixAllInDocumentIterations = test.NumberOfFixAllInProjectIterations = fixAllSteps;
        }

        return test.RunAsync();
    }

    private static string Program(string member) =>
        Networks +
        $$"""
        class Program(Cat cat, Digits digits)
        {
            {{member.ReplaceLineEndings("\n")}}

            public void Touch() => Console.WriteLine((cat, digits));
        }
        """.ReplaceLineEndings("\n");
}
