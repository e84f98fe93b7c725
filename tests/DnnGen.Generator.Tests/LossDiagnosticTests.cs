using DnnGen.Generator.Tests.Harness;

namespace DnnGen.Generator.Tests;

/// <summary>The sentences about what stands beside a loss: smoothing, weights of classes, labels that are numbers of classes.</summary>
public sealed class LossDiagnosticTests
{
    [Theory]
    [InlineData(
        "[Network(2, 1, LabelSmoothing = |1|)]",
        "DNN0060: Net has LabelSmoothing = 1: it must be 0 or more and less than 1")]
    [InlineData(
        "[Network(2, 1, LabelSmoothing = |-0.1|)]",
        "DNN0060: Net has LabelSmoothing = -0.1: it must be 0 or more and less than 1")]
    [InlineData(
        "[Network(2, 1, Loss = Loss.Huber, LabelSmoothing = |0.1|)]",
        "DNN0060: Net has LabelSmoothing = 0.1: the labels of Huber are no probabilities of classes to be smoothed: take a cross-entropy, or leave it out")]
    [InlineData(
        "[Network(2, 3, Output = Activation.Softmax, ClassWeights = |new[] { 1.0, 2.0 }|)]",
        "DNN0061: Net has ClassWeights: they are 2 for 3 classes: write one for each class, class 0 first")]
    [InlineData(
        "[Network(2, 1, ClassWeights = |new[] { 1.0, 2.0, 3.0 }|)]",
        "DNN0061: Net has ClassWeights: they are 3 for 2 classes: write one for each class, class 0 first")]
    [InlineData(
        "[Network(2, 1, ClassWeights = |new[] { 1.0, -2.0 }|)]",
        "DNN0061: Net has ClassWeights: that of class 1 is -2, and a weight is a finite number, 0 or more")]
    [InlineData(
        "[Network(2, 1, ClassWeights = |new[] { 0.0, 0 }|)]",
        "DNN0061: Net has ClassWeights: all are 0, and at least one must be above 0")]
    [InlineData(
        "[Network(2, 3, ClassWeights = |new[] { 1.0, 2.0, 3.0 }|)]",
        "DNN0061: Net has ClassWeights: BinaryCrossEntropy over a vector of 3 decides among no classes: take one sigmoid or a softmax, or leave them out")]
    [InlineData(
        "[Network(2, 3, Output = Activation.Sigmoid, Loss = |Loss.SparseCategoricalCrossEntropy|)]",
        "DNN0008: SparseCategoricalCrossEntropy takes a Softmax output and the output of Net is Sigmoid: use Activation.Softmax, or use Loss.BinaryCrossEntropy")]
    [InlineData(
        "[Network(Loss = |Loss.BinaryCrossEntropy|), Input(Time = 5, Features = 2), Conv1D(1, kernel: 3, Activation = Activation.Tanh)]",
        "DNN0008: BinaryCrossEntropy takes a Sigmoid output and the output of Net is Tanh: use Activation.Sigmoid, or use Loss.MeanSquaredError")]
    [InlineData(
        "[Network(Loss = |Loss.CategoricalCrossEntropy|), Input(Time = 5, Features = 2), GRU(4)]",
        "DNN0008: CategoricalCrossEntropy takes a Softmax output and the output of Net is Identity: write [Activation(Activation.Softmax)] after [GRU(4)], or use Loss.MeanSquaredError")]
    [InlineData(
        "[Network(Loss = |Loss.BinaryCrossEntropy|), Input(3), Dense(2), BatchNorm]",
        "DNN0008: BinaryCrossEntropy takes a Sigmoid output and the output of Net is Identity: write [Activation(Activation.Sigmoid)] after [BatchNorm], or use Loss.MeanSquaredError")]
    [InlineData(
        "[Network(Loss = |Loss.BinaryCrossEntropy|), Input(3, Name = \"x\"), Dense(3, Activation = Activation.Sigmoid), Add(\"x\")]",
        "DNN0008: BinaryCrossEntropy takes a Sigmoid output and the output of Net is Identity: write [Activation(Activation.Sigmoid)] after [Add(\"x\")], or use Loss.MeanSquaredError")]
    [InlineData(
        "[Network(Loss = |Loss.BinaryCrossEntropy|), Input(3, Name = \"x\"), Dense(3, Activation = Activation.Sigmoid), Multiply(\"x\")]",
        "DNN0008: BinaryCrossEntropy takes a Sigmoid output and the output of Net is Identity: write [Activation(Activation.Sigmoid)] after [Multiply(\"x\")], or use Loss.MeanSquaredError")]
    public void Every_sentence_says_what_came_and_points_at_the_very_text(string declaration, string sentence)
    {
        string[] pieces = declaration.Split('|');
        var diagnostic = Assert.Single(new Consumer(string.Concat(pieces) + " partial class Net;").Analyze());

        Assert.Equal(sentence, $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
        Assert.Equal(pieces[1], diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
    }

    [Fact]
    public void Labels_that_are_numbers_of_classes_are_followed_in_the_editor()
    {
        const string source = """
            using DnnGen;

            [Network(4, 3, Loss = Loss.SparseCategoricalCrossEntropy)]
            public partial class Net;

            public static class Use
            {
                public static void Train(Net network)
                {
                    var x = Matrix<float>.Zeros(4, 8);
                    network.Fit(x, Matrix<float>.Zeros(1, 8), new TrainingOptions());
                    network.Fit(x, Matrix<float>.Zeros(3, 8), new TrainingOptions());
                    network.CheckGradients(x, Matrix<float>.Zeros(1, 7));
                }
            }
            """;
        Assert.Equal(
            [
                "DNN1005 @ Matrix<float>.Zeros(3, 8): Net.Fit: y is (3 × 8); the labels of this network are numbers of classes, 1 for each example (row) × m examples (columns)",
                "DNN1004 @ Matrix<float>.Zeros(1, 7): Net.CheckGradients: x holds 8 examples and y holds 7; both must hold the same",
            ],
            Editor.Of(source));
    }
}
