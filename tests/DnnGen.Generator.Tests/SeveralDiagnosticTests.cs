using System.Globalization;

using DnnGen.Generator.Tests.Harness;

namespace DnnGen.Generator.Tests;

/// <summary>The sentences about several inputs and outputs, word for word, and the very text that each points at.</summary>
public sealed class SeveralDiagnosticTests
{
    [Theory]
    [InlineData(
        "[Network, Input(8, Name = \"image\"), |Input(4)|, Add(\"image\"), Dense(1)]",
        "DNN0063: The input [Input(4)] of Net has no name, and where there are several inputs each is a parameter: write Name = \"second\"")]
    [InlineData(
        "[Network, Input(4, Name = |\"the image\"|), Input(4, Name = \"sensors\"), Add(\"the image\"), Dense(1)]",
        "DNN0063: The input \"the image\" of Net is no name for a member, which are called after it: begin with a letter, and take letters, digits and underscores")]
    [InlineData(
        "[Network, Input(4, Name = \"a\"), Input(4, Name = |\"options\"|), Add(\"a\"), Dense(1)]",
        "DNN0063: The input \"options\" of Net would stand in the way of members that every network has: take another name")]
    [InlineData(
        "[Network, Input(4, Name = \"a\"), Input(4, Name = |\"A\"|), Add(\"a\"), Dense(1)]",
        "DNN0063: The input \"A\" of Net would name the same members as \"a\": take another name")]
    [InlineData(
        "[Network, |Input(4, Name = \"a\")|, Input(4, Name = \"b\"), Dense(1)]",
        "DNN0034: The input \"a\" of Net is read by nobody: go on from it, or use it in [Concat], or remove the input")]
    [InlineData(
        "[Network, Input(4, Name = \"a\"), Dense(2, Name = \"c\"), |Input(4, Name = \"b\")|, From(\"c\"), Dense(1)]",
        "DNN0034: The input \"b\" of Net is read by nobody: go on from it, or use it in [Concat], or remove the input")]
    [InlineData(
        "[Network, Input(4, Name = \"a\"), Dense(8, Name = \"left\"), Input(5, Name = \"b\"), Dense(6), Add(|\"left\"|), Dense(1)]",
        "DNN0032: Layer 4 of Net adds a vector of 6 and a vector of 8, what came out of \"left\": insert [Dense(6)] after it, or before this layer one of 8")]
    [InlineData(
        "[Network, Input(4), Dense(8), Output(\"a\", Loss = Loss.MeanSquaredError), |Dense(2)|]",
        "DNN0034: What comes out of layer 3 of Net is read by nobody: make it an output by [Output(\"name\")], name it and use it in [Add], [Concat] or [Multiply], or remove the layer")]
    [InlineData(
        "[Network, Input(4), Dense(8), Output(|\"first head\"|)]",
        "DNN0064: The output \"first head\" of Net is no name for a member, which are called after it: begin with a letter, and take letters, digits and underscores")]
    [InlineData(
        "[Network, Input(4), Output(|\"head\"|), Dense(8)]",
        "DNN0064: The output \"head\" of Net shows what comes in, and nothing that is made of it: put layers before it")]
    [InlineData(
        "[Network, Input(4), Dense(8), Output(\"a\"), Output(|\"b\"|)]",
        "DNN0064: The output \"b\" of Net shows layer 1, which is the output \"a\" already")]
    [InlineData(
        "[Network, Input(4), Dense(8), Output(|\"late\"|), Dense(2, Name = \"late\")]",
        "DNN0064: The output \"late\" of Net stands before layer 3, which is called so: move it behind that layer")]
    [InlineData(
        "[Network, Input(4), Dense(8, Name = \"a\"), Dense(8), Output(|\"a\"|), Dense(2), Output(\"b\")]",
        "DNN0064: The output \"a\" of Net shows layer 1, and layer 4 goes on behind it: move [Output] to the end, or write [From(\"name\")] before that layer")]
    [InlineData(
        "[Network, Input(4), Dense(8), Output(\"a\", Weight = |-1|)]",
        "DNN0064: The output \"a\" of Net has the weight -1: take a finite number above 0, as a float holds it")]
    [InlineData(
        "[Network, Input(4), Dense(8), Output(\"a\", Weight = |1e39|), Dense(2), Output(\"b\")]",
        "DNN0064: The output \"a\" of Net has the weight 1E+39: take a finite number above 0, as a float holds it")]
    [InlineData(
        "[Network, Input(6), Flatten, Output(|\"copy\"|, Loss = Loss.MeanSquaredError), Dense(3), Output(\"b\")]",
        "DNN0064: The output \"copy\" of Net shows what comes in, and nothing that is made of it: put layers before it")]
    [InlineData(
        "[Network, Input(4), Dense(3, Activation = Activation.Softmax), Output(\"digit\", Loss = Loss.SparseCategoricalCrossEntropy), Dense(2), Output(|\"digitLabel\"|)]",
        "DNN0064: The output \"digitLabel\" of Net would name the same members as \"digit\": take another name")]
    [InlineData(
        "[Network, Input(4), Dense(8), Output(\"same\"), Dense(2), Output(|\"Same\"|)]",
        "DNN0064: The output \"Same\" of Net would name the same members as \"same\": take another name")]
    [InlineData(
        "[Network(Loss = |Loss.Huber|), Input(4), Dense(8), Output(\"a\"), Dense(2), Output(\"b\")]",
        "DNN0065: Net has several outputs, and Loss of [Network] is for one: move it into the [Output] that it is for")]
    [InlineData(
        "[Network(Output = |Activation.Softmax|), Input(4), Dense(8), Output(\"a\"), Dense(2), Output(\"b\")]",
        "DNN0065: Net has several outputs, and Output of [Network] is for one: give each its layer an Activation")]
    [InlineData(
        "[Network, Input(4), Dense(8, Activation = Activation.Tanh), Output(\"a\", Loss = |Loss.CategoricalCrossEntropy|), Dense(2), Output(\"b\")]",
        "DNN0008: CategoricalCrossEntropy takes a Softmax output and the output of Net is Tanh: use Activation.Softmax, or use Loss.MeanSquaredError")]
    [InlineData(
        "[Network, Input(4), Dense(3), Output(\"a\"), Dense(2), Output(\"b\", Loss = Loss.Huber, LabelSmoothing = |0.1|)]",
        "DNN0060: Net has LabelSmoothing = 0.1: the labels of Huber are no probabilities of classes to be smoothed: take a cross-entropy, or leave it out")]
    [InlineData(
        "[Network, Input(4), Dense(3), Output(\"a\", Loss = Loss.CategoricalCrossEntropy, ClassWeights = |new[] { 1.0, 2 }|), Dense(2), Output(\"b\")]",
        "DNN0061: Net has ClassWeights: they are 2 for 3 classes: write one for each class, class 0 first")]
    [InlineData(
        "[Network(Hidden = Activation.Tanh), Input(4), |Dense(1)|, Output(\"a\", Loss = Loss.CategoricalCrossEntropy), Dense(2), Output(\"b\")]",
        "DNN0009: The output of Net has one unit, and a softmax over one unit gives 1 whatever comes in: use Activation.Sigmoid, or two units or more")]
    [InlineData(
        "[Network, Input(4), Dense(1), Output(\"a\", Loss = |Loss.CosineDistance|), Dense(2), Output(\"b\")]",
        "DNN0015: Net has one output, and the cosine of one number with another is 1 or −1: CosineDistance has no slope to follow, use Loss.MeanSquaredError, or two outputs or more")]
    public void Every_sentence_says_which_input_or_output_and_points_at_the_very_text(string declaration, string sentence)
    {
        string[] pieces = declaration.Split('|');
        var diagnostic = Assert.Single(new Consumer(string.Concat(pieces) + " partial class Net;").Analyze());

        Assert.Equal(sentence, $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
        Assert.Equal(pieces[1], diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
    }

    [Fact]
    public void The_layer_of_an_output_has_the_activation_that_its_loss_takes()
    {
        string summary = (string)new Consumer("""
            /// <summary>Three outputs.</summary>
            [Network]
            [Input(4)]
            [Dense(8, Name = "trunk")]
            [Dense(3)]
            [Output("kind", Loss = Loss.CategoricalCrossEntropy)]
            [From("trunk")]
            [Dense(2, Name = "where")]
            [From("trunk")]
            [Dense(1)]
            [Output("where", Loss = Loss.MeanSquaredError)]
            [Output("found")]
            public partial class Net;
            """).Generate().CompilesWithoutWarning().Load().GetType("Net")!.GetProperty("Summary")!.GetValue(null)!;

        Assert.Contains("linear → softmax", summary, StringComparison.Ordinal);
        Assert.Contains("linear → relu", summary, StringComparison.Ordinal);
        Assert.Contains("linear → sigmoid", summary, StringComparison.Ordinal);
        Assert.Contains("categorical cross-entropy of kind + mean squared error of where + binary cross-entropy of found", summary, StringComparison.Ordinal);
    }
}
