using DnnGen.CodeFixes;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis.CodeFixes;

namespace DnnGen.Generator.Tests;

/// <summary>
/// The mends of the shape rules, each as an editor applies it and by Fix All. After a mend the program compiles with what
/// the generator writes for it, and the rule is silent.
/// </summary>
public sealed class ShapeCodeFixTests
{
    private const string Batch = "var x = Matrix<float>.Zeros(64, 5); var y = Matrix<float>.Zeros(3, 5); var ws = digits.CreateWorkspace(5);\n        ";

    private const string Networks =
        """
        using System;
        using DnnGen;

        [Network(12288, 20, 1)] partial class Cat;
        [Network(64, 12, 3)] partial class Digits;


        """;

    [Theory]
    [InlineData("var x = Matrix<float>.Zeros(209, 12288); cat.Predict({|DNN1001:x|});", "var x = Matrix<float>.Zeros(209, 12288); cat.Predict(x.Transpose());")]
    [InlineData("cat.Predict({|DNN1001:Matrix<float>.Zeros(209, 12288)|});", "cat.Predict(Matrix<float>.Zeros(209, 12288).Transpose());")]
    [InlineData("var x = Matrix<float>.Zeros(12288, 209); cat.Predict({|DNN1001:x.Transpose()|});", "var x = Matrix<float>.Zeros(12288, 209); cat.Predict(x);")]
    [InlineData("var x = Matrix<float>.Zeros(12288, 209); cat.Predict({|DNN1001:x.Transpose().Transpose().Transpose()|});", "var x = Matrix<float>.Zeros(12288, 209); cat.Predict(x.Transpose().Transpose());")]
    [InlineData("var x = Matrix<float>.Zeros(209, 12288); cat.Predict(/* a */ {|DNN1001:2f * x|} /* b */);", "var x = Matrix<float>.Zeros(209, 12288); cat.Predict(/* a */ (2f * x).Transpose() /* b */);")]
    [InlineData("var x = Matrix<float>.Zeros(12288, 5); var y = Matrix<float>.Zeros(5, 1); cat.Fit(x, {|DNN1005:y|}, new());", "var x = Matrix<float>.Zeros(12288, 5); var y = Matrix<float>.Zeros(5, 1); cat.Fit(x, y.Transpose(), new());")]
    [InlineData("var a = Matrix<float>.Zeros(2, 3); var b = Matrix<float>.Zeros(3, 2); _ = {|DNN1003:a + b|};", "var a = Matrix<float>.Zeros(2, 3); var b = Matrix<float>.Zeros(3, 2); _ = a + b.Transpose();")]
    [InlineData("var a = Matrix<float>.Zeros(2, 3); var b = Matrix<float>.Zeros(3, 2); {|DNN1003:a -= b|};", "var a = Matrix<float>.Zeros(2, 3); var b = Matrix<float>.Zeros(3, 2); a -= b.Transpose();")]
    [InlineData("var a = Matrix<float>.Zeros(2, 3); a.CopyFrom({|DNN1003:Matrix<float>.Zeros(3, 2)|});", "var a = Matrix<float>.Zeros(2, 3); a.CopyFrom(Matrix<float>.Zeros(3, 2).Transpose());")]
    [InlineData("var a = Matrix<float>.Zeros(3, 2); Take({|DNN1007:a|});", "var a = Matrix<float>.Zeros(3, 2); Take(a.Transpose());")]
    public Task A_matrix_that_fits_so_is_transposed(string before, string after) => Mends<TransposeCodeFix>(before, after);

    [Theory]
    [InlineData("var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(3, 5); _ = {|DNN1002:a * b|};", "var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(3, 5); _ = a.Transpose() * b;", "left")]
    [InlineData("var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 2); _ = {|DNN1002:a * b|}; // why", "var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 2); _ = a * b.Transpose(); // why", "right")]
    [InlineData("var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 2); _ = {|DNN1002:Matrix.Multiply(a, b)|};", "var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 2); _ = Matrix.Multiply(a, b.Transpose());", "right")]
    public Task A_matrix_of_a_product_is_transposed(string before, string after, string side) =>
        Mends<TransposeCodeFix>(before, after, key: nameof(TransposeCodeFix) + side);

    [Theory]
    [InlineData("var x = Matrix<float>.Zeros(12287, 209); cat.Predict({|DNN1001:x|});")]
    [InlineData("var x = Matrix<float>.Zeros(209, 12287); cat.Predict({|DNN1001:x|});")]
    [InlineData("cat.Predict({|DNN1001:default(Matrix<float>)|});")]
    [InlineData("var a = Matrix<float>.Zeros(2, 3); var b = Matrix<float>.Zeros(4, 2); _ = {|DNN1003:a + b|};")]
    [InlineData("var a = Matrix<float>.Zeros(2, 3); var b = Matrix<float>.Zeros(4, 5); _ = {|DNN1002:a * b|};")]
    public Task Nothing_is_transposed_where_it_does_not_help(string source) => Offers<TransposeCodeFix>(source);

    [Theory]
    [InlineData("cat.Predict({|DNN1001:Matrix<float>.Zeros(12287, 209)|});", "cat.Predict(Matrix<float>.Zeros(12288, 209));")]
    [InlineData("var x = Matrix<float>.Zeros(columns: 209, rows: /* r */ 12287 /* s */); cat.Predict({|DNN1001:x|});", "var x = Matrix<float>.Zeros(columns: 209, rows: /* r */ 12288 /* s */); cat.Predict(x);")]
    [InlineData("const int n = 12287; var x = Matrix<float>.Zeros(n, 209); cat.Predict({|DNN1001:x|});", "const int n = 12288; var x = Matrix<float>.Zeros(n, 209); cat.Predict(x);")]
    [InlineData("int n = 12287; var x = Matrix<float>.Zeros(n, 209); var y = x; cat.Predict(({|DNN1001:y|}));", "int n = 12288; var x = Matrix<float>.Zeros(n, 209); var y = x; cat.Predict((y));")]
    [InlineData("var x = Matrix<float>.Zeros(12_287, 209); cat.Predict({|DNN1001:x.SliceColumns(0, 5)|});", "var x = Matrix<float>.Zeros(12288, 209); cat.Predict(x.SliceColumns(0, 5));")]
    [InlineData("var x = Matrix<float>.Zeros(209, 12287); cat.Predict({|DNN1001:x.Transpose()|});", "var x = Matrix<float>.Zeros(209, 12288); cat.Predict(x.Transpose());")]
    [InlineData("var x = Matrix<float>.Zeros(20000, 7).SliceRows(0, 12287); cat.Predict({|DNN1001:x|});", "var x = Matrix<float>.Zeros(20000, 7).SliceRows(0, 12288); cat.Predict(x);")]
    [InlineData("float[] d = []; var x = Matrix<float>.FromExamples(args, 63, 5); digits.Predict({|DNN1001:x|});", "float[] d = []; var x = Matrix<float>.FromExamples(args, 64, 5); digits.Predict(x);")]
    [InlineData("var x = Matrix<float>.FromExamples(new float[63 * 5], 63, 5); digits.Predict({|DNN1001:x|});", "var x = Matrix<float>.FromExamples(new float[64 * 5], 64, 5); digits.Predict(x);")]
    [InlineData("var x = Matrix<float>.FromExamples(new float[315], 63, 5); digits.Predict({|DNN1001:x|});", "var x = Matrix<float>.FromExamples(new float[320], 64, 5); digits.Predict(x);")]
    [InlineData("int n = 63; var d = new float[n * 5]; var x = Matrix<float>.FromExamples(d, n, 5); digits.Predict({|DNN1001:x|});", "int n = 64; var d = new float[n * 5]; var x = Matrix<float>.FromExamples(d, n, 5); digits.Predict(x);")]
    [InlineData("var x = Matrix<float>.FromRows(new float[63, 5]); digits.Predict({|DNN1001:x|});", "var x = Matrix<float>.FromRows(new float[64, 5]); digits.Predict(x);")]
    [InlineData("digits.Predict({|DNN1001:Wrong|});", "digits.Predict(Wrong);", "static readonly Matrix<float> Wrong = Matrix<float>.Zeros(63, 5);", "static readonly Matrix<float> Wrong = Matrix<float>.Zeros(64, 5);")]
    [InlineData("digits.Predict({|DNN1001:Wrong|});", "digits.Predict(Wrong);", "static Matrix<float> Wrong { get; } = Matrix<float>.Zeros(63, 5);", "static Matrix<float> Wrong { get; } = Matrix<float>.Zeros(64, 5);")]
    [InlineData("digits.Predict({|DNN1001:Matrix<float>.Zeros(N, 1)|});", "digits.Predict(Matrix<float>.Zeros(N, 1));", "const int N = 63;", "const int N = 64;")]
    [InlineData("var x = Matrix<float>.Zeros(64, 209); var y = Matrix<float>.Zeros(3, 208); digits.Fit(x, {|DNN1004:y|}, new());", "var x = Matrix<float>.Zeros(64, 209); var y = Matrix<float>.Zeros(3, 209); digits.Fit(x, y, new());")]
    [InlineData("var x = Matrix<float>.Zeros(64, 209); var y = Matrix<float>.Zeros(4, 209); digits.Fit(x, {|DNN1005:y|}, new());", "var x = Matrix<float>.Zeros(64, 209); var y = Matrix<float>.Zeros(3, 209); digits.Fit(x, y, new());")]
    [InlineData("var a = Matrix<float>.Zeros(2, 3); var b = Matrix<float>.Zeros(4, 5); _ = {|DNN1003:a + b|};", "var a = Matrix<float>.Zeros(2, 3); var b = Matrix<float>.Zeros(2, 3); _ = a + b;")]
    [InlineData("digits.Parameters.W2.CopyFrom({|DNN1003:Matrix<float>.Zeros(3, 13)|});", "digits.Parameters.W2.CopyFrom(Matrix<float>.Zeros(3, 12));")]
    [InlineData("var x = Matrix<float>.FromExamples({|DNN1006:new float[319]|}, 64, 5);", "var x = Matrix<float>.FromExamples(new float[320], 64, 5);")]
    [InlineData("var d = new float[319]; var x = Matrix<float>.FromExamples({|DNN1006:d|}, 64, 5);", "var d = new float[320]; var x = Matrix<float>.FromExamples(d, 64, 5);")]
    [InlineData("Take({|DNN1007:Matrix<float>.Zeros(4, 9)|});", "Take(Matrix<float>.Zeros(2, 9));")]
    [InlineData("Span<float> y = stackalloc float[3]; digits.Predict({|DNN1008:new float[63]|}, y);", "Span<float> y = stackalloc float[3]; digits.Predict(new float[64], y);")]
    [InlineData("Span<float> y = stackalloc float[4]; digits.Predict(new float[64], {|DNN1008:y|});", "Span<float> y = stackalloc float[3]; digits.Predict(new float[64], y);")]
    [InlineData("digits.Predict(new float[64], {|DNN1008:new float[9].AsSpan(0, 4)|});", "digits.Predict(new float[64], new float[9].AsSpan(0, 3));")]
    public Task The_wrong_number_is_corrected_where_it_was_written(string before, string after, string member = "", string memberAfter = "") =>
        Mends<CorrectNumberCodeFix>(before, after, member, memberAfter);

    [Fact]
    public Task The_examples_may_be_what_is_wrong() => Mends<CorrectNumberCodeFix>(
        "var x = Matrix<float>.FromExamples({|DNN1006:new float[] { 1, 2, 3, 4 }|}, 2, 3);",
        "var x = Matrix<float>.FromExamples(new float[] { 1, 2, 3, 4 }, 2, 2);",
        key: nameof(CorrectNumberCodeFix) + "columns");

    [Theory]
    [InlineData("rows", "5, 40")]
    [InlineData("columns", "8, 25")]
    public Task A_new_shape_is_corrected_to_hold_the_data(string size, string shape) => Mends<CorrectNumberCodeFix>(
        "var x = Matrix<float>.Zeros(10, 20); _ = {|DNN1006:x.Reshape(8, 40)|};",
        $"var x = Matrix<float>.Zeros(10, 20); _ = x.Reshape({shape});",
        key: nameof(CorrectNumberCodeFix) + size);

    [Theory]
    [InlineData("var x = Matrix<float>.Zeros(63, 5); if (args.Length > 2) { x = Matrix<float>.Zeros(63, 6); } digits.Predict({|DNN1001:x|});")]
    [InlineData("int n = 60; n += 3; var x = Matrix<float>.Zeros(n, 5); digits.Predict({|DNN1001:x|});")]
    [InlineData("digits.Predict({|DNN1001:Matrix<float>.Zeros(60 + 3, 5)|});")]
    [InlineData("digits.Predict({|DNN1001:args.Length > 2 ? Matrix<float>.Zeros(63, 5) : Matrix<float>.Zeros(63, 6)|});")]
    [InlineData("digits.Predict({|DNN1001:Matrix<float>.Zeros(8, 40).Reshape(32, 10)|});")]
    [InlineData("digits.Predict({|DNN1001:Matrix<float>.FromExamples(new float[] { 1, 2 }, 2, 1)|});")]
    [InlineData("digits.Predict({|DNN1001:Matrix<float>.Zeros(5, 64)|});")]
    [InlineData("digits.Predict({|DNN1001:Matrix<float>.Zeros(N, 5)|}); Own63.Create(1).Predict(Matrix<float>.Zeros(N, 5));", "const int N = 63; [Network(N, 2)] private partial class Own63;")]
    [InlineData("digits.Predict(new float[64], {|DNN1008:[1, 2]|});")]
    public Task No_number_is_offered_where_it_is_doubtful(string source, string member = "") => Offers<CorrectNumberCodeFix>(source, member);

    [Theory]
    [InlineData("var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 3); _ = /* a */ {|DNN1002:a * b|}; // c", "var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 3); _ = /* a */ b * a; // c")]
    [InlineData("var a = Matrix<float>.Zeros(3, 4); var c = Matrix<float>.Zeros(4, 2); var b = Matrix<float>.Zeros(5, 3); _ = {|DNN1002:a * c * b|};", "var a = Matrix<float>.Zeros(3, 4); var c = Matrix<float>.Zeros(4, 2); var b = Matrix<float>.Zeros(5, 3); _ = b * (a * c);")]
    [InlineData("var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 3); _ = {|DNN1002:Matrix.Multiply(a, b)|};", "var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 3); _ = Matrix.Multiply(b, a);")]
    [InlineData("var x = Matrix<float>.Zeros(64, 9); var y = Matrix<float>.Zeros(3, 9); digits.Fit({|DNN1001:y|}, {|DNN1005:x|}, new());", "var x = Matrix<float>.Zeros(64, 9); var y = Matrix<float>.Zeros(3, 9); digits.Fit(x, y, new());")]
    [InlineData("var x = Matrix<float>.Zeros(64, 9); var y = Matrix<float>.Zeros(3, 9); digits.Fit(options: new(), y: {|DNN1005:x|}, x: {|DNN1001:y|});", "var x = Matrix<float>.Zeros(64, 9); var y = Matrix<float>.Zeros(3, 9); digits.Fit(options: new(), y: y, x: x);")]
    public Task What_fits_the_other_way_round_is_swapped(string before, string after) => Mends<SwapCodeFix>(before, after);

    [Theory]
    [InlineData("var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 4); _ = {|DNN1002:a * b|};")]
    [InlineData("var x = Matrix<float>.Zeros(64, 9); var y = Matrix<float>.Zeros(4, 9); digits.Fit({|DNN1001:y|}, {|DNN1005:x|}, new());")]
    public Task Nothing_is_swapped_where_it_does_not_help(string source) => Offers<SwapCodeFix>(source);

    [Theory]
    [InlineData("var x = Matrix<float>.Zeros(64, 209); var ws = digits.CreateWorkspace(64); digits.Forward(x, {|DNN2001:ws|});", "var x = Matrix<float>.Zeros(64, 209); var ws = digits.CreateWorkspace(209); digits.Forward(x, ws);")]
    [InlineData("digits.Forward(Matrix<float>.Zeros(64, 209), {|DNN2001:digits.CreateWorkspace(batchSize: /* b */ 64)|});", "digits.Forward(Matrix<float>.Zeros(64, 209), digits.CreateWorkspace(batchSize: /* b */ 209));")]
    [InlineData("const int b = 32; var ws = digits.CreateWorkspace(2 * b); digits.Forward(Matrix<float>.Zeros(64, 209), {|DNN2001:ws|});", "const int b = 32; var ws = digits.CreateWorkspace(209); digits.Forward(Matrix<float>.Zeros(64, 209), ws);")]
    public Task A_workspace_is_created_for_the_examples(string before, string after) => Mends<WorkspaceSizeCodeFix>(before, after);

    [Fact]
    public Task A_workspace_is_created_for_the_columns_of_x() => Mends<WorkspaceSizeCodeFix>(
        "",
        "",
        """static void Use(Digits digits, [Shape("64", "m")] Matrix<float> x) { var ws = digits.CreateWorkspace(x.Columns - 1); digits.Forward(x, {|DNN2001:ws|}); }""",
        """static void Use(Digits digits, [Shape("64", "m")] Matrix<float> x) { var ws = digits.CreateWorkspace(x.Columns); digits.Forward(x, ws); }""");

    [Theory]
    [InlineData("Own.Create(1).Predict({|DNN1001:Matrix<float>.Zeros(63, 5)|});", "Own.Create(1).Predict(Matrix<float>.Zeros(63, 5));", "[Network(64, /* h */ 12, 3)]", "[Network(63, /* h */ 12, 3)]")]
    [InlineData("Own.Create(1).Predict({|DNN1001:Matrix<float>.Zeros(63, 5)|});", "Own.Create(1).Predict(Matrix<float>.Zeros(63, 5));", "[Network, Input(64), Dense(3)]", "[Network, Input(63), Dense(3)]")]
    [InlineData("Own.Create(1).Predict({|DNN1001:Matrix<float>.Zeros(63, 5)|});", "Own.Create(1).Predict(Matrix<float>.Zeros(63, 5));", "[Network(new[] { 64, 3 })]", "[Network(new[] { 63, 3 })]")]
    [InlineData("Own.Create(1).Fit(Matrix<float>.Zeros(64, 5), {|DNN1005:Matrix<float>.Zeros(4, 5)|}, new());", "Own.Create(1).Fit(Matrix<float>.Zeros(64, 5), Matrix<float>.Zeros(4, 5), new());", "[Network(64, 3, Hidden = Activation.Tanh)]", "[Network(64, 4, Hidden = Activation.Tanh)]")]
    [InlineData("Own.Create(1).Fit(Matrix<float>.Zeros(64, 5), {|DNN1005:Matrix<float>.Zeros(4, 5)|}, new());", "Own.Create(1).Fit(Matrix<float>.Zeros(64, 5), Matrix<float>.Zeros(4, 5), new());", "[Network] [Input(64)] [Dense(9)] [Dense(3, Activation = Activation.Tanh)]", "[Network] [Input(64)] [Dense(9)] [Dense(4, Activation = Activation.Tanh)]")]
    public Task A_layer_takes_the_width_of_the_data(string before, string after, string network, string networkAfter) => Mends<LayerWidthCodeFix>(
        before, after, network + " private partial class Own;", networkAfter + " private partial class Own;");

    [Fact]
    public async Task A_layer_in_another_document_takes_the_width_of_the_data()
    {
        const string Use = "DnnGen.Matrix<float> x = DnnGen.Matrix<float>.Zeros(63, 5); Elsewhere.Own.Create(1).Predict({0});";
        const string Declaration = "using DnnGen;\nnamespace Elsewhere;\n[Network({0}, 3)] public partial class Own;\n";
        var test = new MendTest(new LayerWidthCodeFix());
        test.TestState.Sources.Add("class C { void M() { " + Use.Replace("{0}", "{|DNN1001:x|}") + " } }");
        test.TestState.Sources.Add(Declaration.Replace("{0}", "64"));
        test.FixedState.Sources.Add("class C { void M() { " + Use.Replace("{0}", "x") + " } }");
        test.FixedState.Sources.Add(Declaration.Replace("{0}", "63"));
        await test.RunAsync();
    }

    [Theory]
    [InlineData("Own.Create(1).Predict({|DNN1001:Matrix<float>.Zeros(63, 5)|});", "const int N = 64; [Network(N, 3)] private partial class Own;")]
    [InlineData("Own.Create(1).Predict({|DNN1001:Matrix<float>.Zeros(5, 64)|});", "[Network(64, 3)] private partial class Own;")]
    public Task A_layer_keeps_its_width_where_another_mend_is_meant(string source, string member) => Offers<LayerWidthCodeFix>(source, member);

    [Theory]
    [InlineData("[Network(4, 3, Output = Activation.Softmax, Loss = {|DNN0008:Loss.BinaryCrossEntropy|})]", "[Network(4, 3, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy)]", "Loss")]
    [InlineData("[Network(4, 3, Output = Activation.Softmax, Loss = {|DNN0008:DnnGen.Loss.BinaryCrossEntropy|})]", "[Network(4, 3, Output = Activation.Sigmoid, Loss = DnnGen.Loss.BinaryCrossEntropy)]", "Activation")]
    [InlineData("[Network(Loss = {|DNN0008:Loss.BinaryCrossEntropy|}), Input(4), Dense(3, Activation = /* a */ Activation.ReLU)]", "[Network(Loss = Loss.BinaryCrossEntropy), Input(4), Dense(3, Activation = /* a */ Activation.Sigmoid)]", "Activation")]
    [InlineData("[Network(4, 3, Loss = {|DNN0008:Loss.CategoricalCrossEntropy|}, Output = Activation.Tanh)]", "[Network(4, 3, Loss = Loss.CategoricalCrossEntropy, Output = Activation.Softmax)]", "Activation")]
    [InlineData("[Network(4, 3, Output = Activation.Softmax, Loss = {|DNN0008:Loss.KLDivergence|})]", "[Network(4, 3, Output = Activation.LogSoftmax, Loss = Loss.KLDivergence)]", "Activation")]
    [InlineData("[Network(4, 3, Output = Activation.Tanh, Loss = {|DNN0008:Loss.Hinge|})]", "[Network(4, 3, Output = Activation.Identity, Loss = Loss.Hinge)]", "Activation")]
    [InlineData("[Network(4, 1, Output = Activation.Sigmoid, Loss = {|DNN0008:Loss.Hinge|})]", "[Network(4, 1, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy)]", "Loss")]
    [InlineData("[Network(4, 1, Output = {|DNN0009:Activation.LogSoftmax|}, Loss = Loss.KLDivergence)]", "[Network(4, 1, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy)]", "Softmax")]
    [InlineData("[Network(4, 1, Loss = {|DNN0015:Loss.CosineDistance|})]", "[Network(4, 1, Loss = Loss.MeanSquaredError)]", "Loss")]
    [InlineData("[Network(4, 1, Output = {|DNN0009:Activation.Softmax|})]", "[Network(4, 1, Output = Activation.Sigmoid)]", "Softmax")]
    [InlineData("[Network(4, 1, Output = {|DNN0009:Activation.Softmax|}, Loss = Loss.CategoricalCrossEntropy)]", "[Network(4, 1, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy)]", "Softmax")]
    [InlineData("[{|DNN0009:Network(4, 1, Loss = Loss.CategoricalCrossEntropy)|}]", "[Network(4, 1, Loss = Loss.BinaryCrossEntropy)]", "Softmax")]
    [InlineData("[Network(Loss = Loss.CategoricalCrossEntropy), Input(4), {|DNN0009:Dense(1)|}]", "[Network(Loss = Loss.BinaryCrossEntropy), Input(4), Dense(1)]", "Softmax")]
    [InlineData("[Network, Input(4), Dense(1, Activation = {|DNN0009:Activation.Softmax|}), Dense(1)]", "[Network, Input(4), Dense(1, Activation = Activation.Sigmoid), Dense(1)]", "Softmax")]
    public Task Loss_and_activation_are_made_to_fit(string before, string after, string key) => Mends<FitLossCodeFix>(
        "", "", before + " private partial class Own;", after + " private partial class Own;", nameof(FitLossCodeFix) + key);

    [Theory]
    [InlineData("Own.Create(1).Fit(Matrix<float>.Zeros(64, 5), {|DNN1005:Matrix<float>.Zeros(1, 5)|}, new());", "[Network(64, 3, Output = Activation.Softmax)] private partial class Own;")]
    public Task A_softmax_is_not_narrowed_to_one_output(string source, string member) => Offers<LayerWidthCodeFix>(source, member);

    [Theory]
    [InlineData("digits.Backward(x, y, {|DNN2002:ws|});", "digits.Forward(x, ws);\n        digits.Backward(x, y, ws);")]
    [InlineData("digits.Backward(ws: {|DNN2002:ws|}, y: y, x: x); // c", "digits.Forward(x, ws);\n        digits.Backward(ws: ws, y: y, x: x); // c")]
    [InlineData("// why\n        digits.Backward(x, y, {|DNN2002:ws|});", "// why\n        digits.Forward(x, ws);\n        digits.Backward(x, y, ws);")]
    public Task Forward_is_called_first(string before, string after) => Mends<ForwardFirstCodeFix>(
        Batch + before, Batch + after);

    [Theory]
    [InlineData("Console.WriteLine(digits.Cost(y, {|DNN2002:ws|}));")]
    [InlineData("digits.Backward(x.Copy(), y, {|DNN2002:ws|});")]
    [InlineData("if (args.Length > 1) digits.Backward(x, y, {|DNN2002:ws|});")]
    public Task Forward_is_not_called_where_it_is_doubtful(string source) => Offers<ForwardFirstCodeFix>(Batch + source);

    [Theory]
    [InlineData("digits.TrainStep(x, y, {|DNN2003:-0.1f|}, ws);", "digits.TrainStep(x, y, 0.1f, ws);")]
    [InlineData("digits.TrainStep(x, y, {|DNN2003:1 / 100|}, ws);", "digits.TrainStep(x, y, 1f / 100, ws);")]
    public Task A_learning_rate_becomes_positive(string before, string after) => Mends<LearningRateCodeFix>(Batch + before, Batch + after);

    [Theory]
    [InlineData("digits.TrainStep(x, y, {|DNN2003:0|}, ws);")]
    [InlineData("digits.TrainStep(x, y, {|DNN2003:-0f|}, ws);")]
    [InlineData("digits.TrainStep(x, y, {|DNN2003:float.NaN|}, ws);")]
    public Task No_learning_rate_is_invented(string source) => Offers<LearningRateCodeFix>(Batch + source);

    [Theory]
    [InlineData("/* a */ x.{|DNN2005:Transpose|}(); // b", "/* a */ x = x.Transpose(); // b")]
    public Task A_result_is_assigned(string before, string after) => Mends<UseResultCodeFix>(Batch + before, Batch + after);

    [Theory]
    [InlineData("x.Transpose().{|DNN2005:Transpose|}();")]
    [InlineData("Matrix.{|DNN2005:Multiply|}(y, x.Transpose());")]
    [InlineData("foreach (var z in new[] { x }) { z.{|DNN2005:Transpose|}(); }")]
    public Task No_result_is_assigned_to_what_takes_none(string source) => Offers<UseResultCodeFix>(Batch + source);

    [Fact]
    public Task Fix_all_swaps_every_pair() => Mends<SwapCodeFix>(
        "var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 3); _ = {|DNN1002:a * b|}; _ = {|DNN1002:Matrix.Multiply(a, b)|};",
        "var a = Matrix<float>.Zeros(3, 2); var b = Matrix<float>.Zeros(5, 3); _ = b * a; _ = Matrix.Multiply(b, a);",
        steps: 2);

    [Fact]
    public Task Fix_all_resizes_every_workspace_once() => Mends<WorkspaceSizeCodeFix>(
        "var x = Matrix<float>.Zeros(64, 209); var a = digits.CreateWorkspace(64); var b = digits.CreateWorkspace(65); digits.Forward(x, {|DNN2001:a|}); digits.Forward(x, {|DNN2001:a|}); digits.Forward(x, {|DNN2001:b|});",
        "var x = Matrix<float>.Zeros(64, 209); var a = digits.CreateWorkspace(209); var b = digits.CreateWorkspace(209); digits.Forward(x, a); digits.Forward(x, a); digits.Forward(x, b);",
        steps: 2);

    [Fact]
    public Task Fix_all_widens_a_layer_once() => Mends<LayerWidthCodeFix>(
        "Own.Create(1).Predict({|DNN1001:Matrix<float>.Zeros(63, 5)|}); Own.Create(1).Fit({|DNN1001:Matrix<float>.Zeros(63, 5)|}, {|DNN1005:Matrix<float>.Zeros(4, 5)|}, new());",
        "Own.Create(1).Predict(Matrix<float>.Zeros(63, 5)); Own.Create(1).Fit(Matrix<float>.Zeros(63, 5), Matrix<float>.Zeros(4, 5), new());",
        "[Network(64, 3)] private partial class Own;",
        "[Network(63, 4)] private partial class Own;",
        steps: 2);

    [Fact]
    public Task Fix_all_makes_every_loss_fit() => Mends<FitLossCodeFix>(
        "",
        "",
        "[Network(4, 3, Output = Activation.Softmax, Loss = {|DNN0008:Loss.BinaryCrossEntropy|})] private partial class A; [Network(4, 3, Output = Activation.Sigmoid, Loss = {|DNN0008:Loss.CategoricalCrossEntropy|})] private partial class B;",
        "[Network(4, 3, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy)] private partial class A; [Network(4, 3, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy)] private partial class B;",
        nameof(FitLossCodeFix) + "Loss",
        steps: 2);

    [Fact]
    public Task Fix_all_mends_every_use() => Mends<TransposeCodeFix>(
        """
        var x = Matrix<float>.Zeros(209, 12288);
            var z = Matrix<float>.Zeros(5, 64); // five
            cat.Predict({|DNN1001:x|});
            // again
            cat.Predict({|DNN1001:x|});
            digits.Predict({|DNN1001:z|});
        """,
        """
        var x = Matrix<float>.Zeros(209, 12288);
            var z = Matrix<float>.Zeros(5, 64); // five
            cat.Predict(x.Transpose());
            // again
            cat.Predict(x.Transpose());
            digits.Predict(z.Transpose());
        """,
        steps: 3);

    [Fact]
    public Task Fix_all_corrects_one_origin_once() => Mends<CorrectNumberCodeFix>(
        """
        var x = Matrix<float>.Zeros(12287, 209);
            var z = Matrix<float>.Zeros(63, 5);
            cat.Predict({|DNN1001:x|});
            cat.Forward({|DNN1001:x|}, cat.CreateWorkspace(209));
            digits.Predict({|DNN1001:z|});
        """,
        """
        var x = Matrix<float>.Zeros(12288, 209);
            var z = Matrix<float>.Zeros(64, 5);
            cat.Predict(x);
            cat.Forward(x, cat.CreateWorkspace(209));
            digits.Predict(z);
        """,
        steps: 2);

    private static string Program(string body, string member) =>
        Networks +
        $$"""
        static partial class Program
        {
            {{member}}

            static void Take([Shape("2", "m")] Matrix<float> x) { }

            static void Use(Cat cat, Digits digits, float[] args)
            {
                {{body}}
            }
        }
        """.ReplaceLineEndings("\n");

    private static Task Offers<TFix>(string source, string member = "")
        where TFix : CodeFixProvider, new() => Mends<TFix>(source, source, member, member);

    private static async Task Mends<TFix>(string before, string after, string member = "", string memberAfter = "", string? key = null, int steps = 1)
        where TFix : CodeFixProvider, new()
    {
        string source = Program(before, member), mended = Program(after, memberAfter);
        var test = new MendTest(new TFix())
        {
            TestCode = source.ReplaceLineEndings("\n"),
            FixedCode = mended.ReplaceLineEndings("\n"),
            CodeActionEquivalenceKey = key,

            // The matrices that are made wrong for these tests have shapes that could be written down too.
            DisabledDiagnostics = { "DNN1010" },
        };
        if (source != mended)
        {
            test.NumberOfIncrementalIterations = steps;
        }

        await test.RunAsync();
    }
}
