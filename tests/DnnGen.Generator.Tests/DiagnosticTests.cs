using DnnGen.Generator.Analyzers;
using DnnGen.Generator.Tests.Harness;

using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace DnnGen.Generator.Tests;

/// <summary>Every rule, with its sentence word for word and the very token that it points at.</summary>
public sealed class DiagnosticTests
{
    private const string AllActivations =
        "Identity, ReLU, LeakyReLU, Tanh, Sigmoid, Softmax, GELU, LogSoftmax, ELU, SELU, GELUTanh, SiLU, Mish, HardSigmoid, HardSwish, "
        + "Softplus, Softsign, ReLU6";

    [Fact]
    public Task DNN0001_points_at_the_name_of_a_class_that_is_not_partial() => Reports(
        "[Network(2, 1)] public sealed class {|#0:Cat|};",
        Rule("DNN0001", "Cat must be partial, so that the generator can write the network into it: write 'partial class Cat'"));

    [Fact]
    public Task DNN0001_points_at_the_part_that_is_not_partial() => Reports(
        "[Network, Input(2), Dense(1)] partial class Cat { } class {|#0:Cat|} { }",
        Rule("DNN0001", "Cat must be partial, so that the generator can write the network into it: write 'partial class Cat'"),
        withoutCompilerErrors: true);

    [Fact]
    public Task DNN0002_points_at_every_type_around_the_network_that_is_not_partial() => Reports(
        "class {|#2:A|} { partial struct B { record {|#1:C|} { interface {|#0:D|}<T> { [Network(2, 1)] public partial class Cat; } } } }",
        Rule("DNN0002", "D contains the network Cat and must be partial too: write 'partial interface D'", 0),
        Rule("DNN0002", "C contains the network Cat and must be partial too: write 'partial record C'", 1),
        Rule("DNN0002", "A contains the network Cat and must be partial too: write 'partial class A'", 2));

    [Fact]
    public Task DNN0002_names_the_whole_word_of_a_record_struct() => Reports(
        "record struct {|#0:Pair|}(int A) { [Network, Input(2), Dense(1)] public partial class Cat; }",
        Rule("DNN0002", "Pair contains the network Cat and must be partial too: write 'partial record struct Pair'"));

    [Fact]
    public Task DNN0003_points_at_the_attribute_without_sizes() => Reports(
        "[{|#0:Network|}] partial class Cat;",
        Rule("DNN0003", "Cat declares no size; a network takes at least two, the input and the output, for example [Network(2, 4, 1)]"));

    [Fact]
    public Task DNN0003_points_at_the_attribute_with_one_size() => Reports(
        "[{|#0:Network(12288, Loss = Loss.MeanSquaredError)|}] partial class Cat;",
        Rule("DNN0003", "Cat declares one size; a network takes at least two, the input and the output, for example [Network(2, 4, 1)]"));

    [Fact]
    public Task DNN0003_points_at_an_input_without_layers() => Reports(
        "[Network] [{|#0:Input(12288)|}] partial class Cat;",
        Rule("DNN0003", "Cat declares an input and no layer; a network takes at least two, the input and the output, for example [Network(2, 4, 1)]"));

    [Theory]
    [InlineData("[Network(12288, {|#0:0|}, 1)]", "Layer 1", "0")]
    [InlineData("[Network({|#0:0|}, 20, 1)]", "The input", "0")]
    [InlineData("[Network(12288, 20, {|#0:-1|})]", "Layer 2", "-1")]
    [InlineData("[Network(12288, 20, {|#0:-1|}, Hidden = Activation.Tanh)]", "Layer 2", "-1")]
    [InlineData("[Network(new[] { 12288, {|#0:0|}, 1 })]", "Layer 1", "0")]
    [InlineData("[Network(new int[] { 12288, {|#0:0|}, 1 })]", "Layer 1", "0")]
    [InlineData("[Network(new int[3] { 12288, {|#0:0|}, 1 }, Loss = Loss.MeanSquaredError)]", "Layer 1", "0")]
    [InlineData("[Network(sizes: new[] { 12288, {|#0:0|}, 1 })]", "Layer 1", "0")]
    [InlineData("[Network(12288, {|#0:Constants.None|}, 1)]", "Layer 1", "0")]
    [InlineData("[Network(12288, {|#0:2 - 5|}, 1)]", "Layer 1", "-3")]
    [InlineData("[Network(12288, {|#0:int.MinValue|}, 1)]", "Layer 1", "-2147483648")]
    [InlineData("[Network] [Input({|#0:0|})] [Dense(1)]", "The input", "0")]
    [InlineData("[Network] [Input(2)] [Dense({|#0:-7|}, Activation = Activation.Tanh)] [Dense(1)]", "Layer 1", "-7")]
    [InlineData("[Network, Input(features: 2), Dense(units: {|#0:-7|})]", "Layer 1", "-7")]
    public Task DNN0004_points_at_the_very_number(string declaration, string layer, string size) => Reports(
        declaration + " partial class Cat; static class Constants { public const int None = 0; }",
        Rule("DNN0004", $"{layer} of Cat has size {size}; it must be 1 or more"));

    [Fact]
    public Task DNN0004_is_said_of_every_size() => Reports(
        "[Network({|#0:0|}, 3, {|#1:-1|}, {|#2:0|})] partial class Cat;",
        Rule("DNN0004", "The input of Cat has size 0; it must be 1 or more", 0),
        Rule("DNN0004", "Layer 2 of Cat has size -1; it must be 1 or more", 1),
        Rule("DNN0004", "Layer 3 of Cat has size 0; it must be 1 or more", 2));

    [Theory]
    [InlineData("public const int {|#0:InputSize|} = 3;", "InputSize")]
    [InlineData("public string {|#0:Summary|} { get; } = \"\";", "Summary")]
    [InlineData("private class {|#0:Workspace|};", "Workspace")]
    [InlineData("private struct {|#0:Layer2|};", "Layer2")]
    [InlineData("public int {|#0:Fit|};", "Fit")]
    [InlineData("public Matrix<float> {|#0:Predict|}(Matrix<float> x) => x;", "Predict")]
    [InlineData("public void {|#0:Save|}(string? path) { }", "Save")]
    [InlineData("public static Cat {|#0:Create|}(ulong other) => null!;", "Create")]
    [InlineData("public float {|#0:Cost|}(Matrix<float> y, Workspace ws) => 0;", "Cost")]
    [InlineData("public float {|#0:Predict|}(ReadOnlySpan<float> example) => 0;", "Predict")]
    public Task DNN0005_points_at_the_member_in_the_way(string member, string name) => Reports(
        $$"""[Network(2, 3, 1)] partial class Cat { {{member}} }""",
        Rule("DNN0005", $"Cat already has '{name}', which the generated network needs for itself: rename it"),
        withoutCompilerErrors: true);

    [Fact]
    public Task DNN0005_points_at_a_class_that_bears_the_name_of_a_member() => Reports(
        "[Network, Input(2), Dense(1)] partial class {|#0:Parameters|};",
        Rule("DNN0005", "Parameters already has 'Parameters', which the generated network needs for itself: rename it"));

    [Fact]
    public Task DNN0005_knows_the_methods_into_which_a_deep_network_is_split() => Reports(
        $$"""[Network({{string.Join(", ", Enumerable.Repeat("1", 102))}})] partial class Cat { private void {|#0:ForwardPart1|}(Matrix<float> x, Workspace ws) { } }""",
        Rule("DNN0005", "Cat already has 'ForwardPart1', which the generated network needs for itself: rename it"),
        withoutCompilerErrors: true);

    [Theory]
    [InlineData("partial struct {|#0:Cat|};", "a struct")]
    [InlineData("readonly partial record struct {|#0:Cat|};", "a record struct")]
    [InlineData("partial record {|#0:Cat|};", "a record")]
    [InlineData("static partial class {|#0:Cat|};", "a static class")]
    [InlineData("abstract partial class {|#0:Cat|};", "an abstract class")]
    [InlineData("partial class {|#0:Cat|}<T>;", "a generic class")]
    [InlineData("partial class {|#0:Cat|}(int a) { public int A => a; }", "a class with a primary constructor")]
    [InlineData("partial class {|#0:Cat|} { public required int A { get; set; } }", "a class with required members")]
    [InlineData("partial class {|#0:Cat|} : Base; class Base(int a) { public int A => a; }", "a class whose base class has no constructor without arguments")]
    [InlineData("file partial class {|#0:Cat|};", "a file-local class, which other files cannot continue")]
    [InlineData("file partial class Outer { [Network(3, 1)] partial class {|#0:Cat|}; }", "inside the file-local type Outer, which other files cannot continue", "")]
    public Task DNN0006_points_at_the_name_of_a_type_that_cannot_be_a_network(string type, string kind, string network = "[Network(2, 1)] ") => Reports(
        network + type,
        Rule("DNN0006", $"Cat is {kind}; a network is declared on a plain class: partial class Cat"),
        withoutCompilerErrors: true);

    [Theory]
    [InlineData("[Network(65536, 65536)]", "4,295,032,832 parameters")]
    [InlineData("[Network] [Input(65536)] [Dense(65536)]", "4,295,032,832 parameters")]
    [InlineData("[Network(1, int.MaxValue)]", "6,442,450,941 activations and gradients for one example")]
    [InlineData("[Network(int.MaxValue, int.MaxValue, int.MaxValue)]", "9,223,372,032,559,808,512 parameters")]
    public Task DNN0007_counts_what_one_buffer_cannot_hold(string declaration, string count) => Reports(
        declaration + " partial class {|#0:Cat|};",
        Rule("DNN0007", $"Cat has {count}; one buffer holds at most 2,147,483,591, so make its layers smaller"));

    [Theory]
    [InlineData("[Network(4, 3, Output = Activation.Softmax, Loss = {|#0:Loss.BinaryCrossEntropy|})]", "BinaryCrossEntropy", "Sigmoid", "Softmax", "CategoricalCrossEntropy")]
    [InlineData("[Network(4, 3, Loss = {|#0:Loss.CategoricalCrossEntropy|}, Output = Activation.Sigmoid)]", "CategoricalCrossEntropy", "Softmax", "Sigmoid", "BinaryCrossEntropy")]
    [InlineData("[Network(4, 3, Loss = {|#0:Loss.CategoricalCrossEntropy|}, Output = Activation.Tanh)]", "CategoricalCrossEntropy", "Softmax", "Tanh", "MeanSquaredError")]
    [InlineData("[Network(Loss = {|#0:Loss.BinaryCrossEntropy|}), Input(4), Dense(3, Activation = Activation.ReLU)]", "BinaryCrossEntropy", "Sigmoid", "ReLU", "MeanSquaredError")]
    [InlineData("[Network(4, 3, Output = Activation.Sigmoid, Loss = {|#0:Loss.Hinge|})]", "Hinge", "Identity", "Sigmoid", "BinaryCrossEntropy")]
    [InlineData("[Network(4, 3, Output = Activation.Softmax, Loss = {|#0:Loss.KLDivergence|})]", "KLDivergence", "LogSoftmax", "Softmax", "CategoricalCrossEntropy")]
    [InlineData("[Network(4, 3, Output = Activation.LogSoftmax, Loss = {|#0:Loss.CategoricalCrossEntropy|})]", "CategoricalCrossEntropy", "Softmax", "LogSoftmax", "KLDivergence")]
    [InlineData("[Network(Loss = {|#0:Loss.Hinge|}), Input(4), Dense(3, Activation = Activation.SELU)]", "Hinge", "Identity", "SELU", "MeanSquaredError")]
    public Task DNN0008_points_at_the_loss_that_does_not_fit(string declaration, string loss, string takes, string output, string better) => Reports(
        declaration + " partial class Cat;",
        Rule("DNN0008", $"{loss} takes a {takes} output and the output of Cat is {output}: use Activation.{takes}, or use Loss.{better}"));

    [Theory]
    [InlineData("[Network(4, 1, Output = {|#0:Activation.Softmax|})]", "The output")]
    [InlineData("[{|#0:Network(4, 1, Loss = Loss.CategoricalCrossEntropy)|}]", "The output")]
    [InlineData("[Network(4, 1, 2, Hidden = {|#0:Activation.Softmax|})]", "Layer 1")]
    [InlineData("[Network, Input(4), Dense(1, Activation = {|#0:Activation.Softmax|}), Dense(1)]", "Layer 1")]
    [InlineData("[Network(Output = {|#0:Activation.Softmax|}), Input(4), Dense(2), Dense(1)]", "The output")]
    [InlineData("[Network(Loss = Loss.CategoricalCrossEntropy), Input(4), {|#0:Dense(1)|}]", "The output")]
    public Task DNN0009_points_at_the_softmax_over_one_unit(string declaration, string layer) => Reports(
        declaration + " partial class Cat;",
        Rule("DNN0009", $"{layer} of Cat has one unit, and a softmax over one unit gives 1 whatever comes in: use Activation.Sigmoid, or two units or more"));

    [Theory]
    [InlineData("[Network(4, 1, Output = {|#0:Activation.LogSoftmax|})]", "The output")]
    [InlineData("[{|#0:Network(4, 1, Loss = Loss.KLDivergence)|}]", "The output")]
    [InlineData("[Network(4, 1, 2, Hidden = {|#0:Activation.LogSoftmax|})]", "Layer 1")]
    public Task DNN0009_points_at_the_log_softmax_over_one_unit(string declaration, string layer) => Reports(
        declaration + " partial class Cat;",
        Rule("DNN0009", $"{layer} of Cat has one unit, and a log-softmax over one unit gives 0 whatever comes in: use Activation.Sigmoid, or two units or more"));

    [Fact]
    public Task DNN0010_points_at_the_sizes_that_stand_beside_layers() => Reports(
        "[{|#0:Network(2, 1)|}] [Input(2)] [Dense(1)] partial class Cat;",
        Rule("DNN0010", "Cat declares its layers twice, as sizes in [Network(…)] and as attributes of their own: keep one of the two"));

    [Fact]
    public Task DNN0011_points_at_a_layer_on_another_declaration() => Reports(
        "[Network] [Input(2)] [Dense(3)] partial class Cat; [{|#0:Dense(1)|}] partial class Cat;",
        Rule("DNN0011", "The layers of Cat stand on 2 declarations, which have no order among them: put [Input] and all layers on one declaration"));

    [Theory]
    [InlineData("[{|#0:Input(2)|}] [Dense(1)] class Cat;")]
    [InlineData("[{|#0:Dense(1)|}] partial struct Cat;")]
    public Task DNN0012_points_at_layers_that_belong_to_no_network(string declaration) => Reports(
        declaration,
        Rule("DNN0012", "Cat has layers but no [Network], so nothing is generated: write [Network] above them"));

    [Theory]
    [InlineData("[Network] [{|#0:Dense(1)|}] partial class Cat;")]
    [InlineData("[Network] [{|#0:Dense(1)|}] [Input(2)] partial class Cat;")]
    public Task DNN0013_points_at_the_layer_out_of_order(string declaration) => Reports(
        declaration,
        Rule("DNN0013", "The layers of Cat must begin with an [Input(…)], and the first of them is none"),
        withoutCompilerErrors: true);

    [Theory]
    [InlineData("[Network(2, 1, Hidden = {|#0:(Activation)99|})]", "99", "Activation", AllActivations)]
    [InlineData("[Network(2, 1, Output = {|#0:(Activation)(-1)|})]", "-1", "Activation", AllActivations)]
    [InlineData("[Network(2, 1, Loss = {|#0:(Loss)9|})]", "9", "Loss", "BinaryCrossEntropy, CategoricalCrossEntropy, MeanSquaredError, MeanAbsoluteError, Huber, Hinge, KLDivergence, CosineDistance, SparseCategoricalCrossEntropy")]
    [InlineData("[Network(2, 1, Precision = {|#0:(Precision)2|})]", "2", "Precision", "Single, Double")]
    [InlineData("[Network, Input(2), Dense(1, Activation = {|#0:(Activation)18|})]", "18", "Activation", AllActivations)]
    public Task DNN0014_points_at_a_value_that_its_enum_does_not_have(string declaration, string value, string name, string names) => Reports(
        declaration + " partial class Cat;",
        Rule("DNN0014", $"{value} is no {name}; take one of {names}"));

    [Theory]
    [InlineData("[Network(4, 1, Loss = {|#0:Loss.CosineDistance|})]")]
    [InlineData("[Network(Loss = {|#0:Loss.CosineDistance|}), Input(4), Dense(1, Activation = Activation.Tanh)]")]
    public Task DNN0015_points_at_the_cosine_of_one_output(string declaration) => Reports(
        declaration + " partial class Cat;",
        Rule("DNN0015", "Cat has one output, and the cosine of one number with another is 1 or −1: CosineDistance has no slope to follow, use Loss.MeanSquaredError, or two outputs or more"));

    private static DiagnosticResult Rule(string id, string message, int place = 0) =>
        DiagnosticResult.CompilerError(id).WithLocation(place).WithMessage(message);

    private static Task Reports(string source, DiagnosticResult expected, bool withoutCompilerErrors = false) =>
        Reports(source, [expected], withoutCompilerErrors);

    private static Task Reports(string source, params DiagnosticResult[] expected) => Reports(source, expected, withoutCompilerErrors: false);

    private static Task Reports(string source, DiagnosticResult[] expected, bool withoutCompilerErrors)
    {
        var test = new CSharpAnalyzerTest<DeclarationAnalyzer, DefaultVerifier>
        {
            TestCode = "using System; using DnnGen;\n" + source,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            CompilerDiagnostics = withoutCompilerErrors ? CompilerDiagnostics.None : CompilerDiagnostics.Errors,
        };
        test.TestState.AdditionalReferences.AddRange(References.All);
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }
}
