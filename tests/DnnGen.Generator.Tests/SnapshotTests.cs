using System.Runtime.CompilerServices;

using DnnGen.Generator.Tests.Harness;

namespace DnnGen.Generator.Tests;

/// <summary>What generated code reads like: one network for each feature, its text agreed on file by file.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void CatClassifier() => Verify("""
        namespace Course;

        [Network(12288, 20, 7, 5, 1)]
        public partial class CatClassifier;
        """);

    [Fact]
    public void DoublePrecision() => Verify("[Network(2, 4, 3, Hidden = Activation.Tanh, Output = Activation.Softmax, Precision = Precision.Double)] public partial class Planar;", ["Planar.Forward.g.cs", "Planar.INetwork.g.cs"]);

    [Fact]
    public void LayerByLayer() => Verify("""
        [Network(Hidden = Activation.LeakyReLU, Loss = Loss.MeanSquaredError)]
        [Input(8)]
        [Dense(6, Activation = Activation.GELU)]
        [Dense(4)]
        [Dense(2, Activation = Activation.GELU)]
        public partial class Regression;
        """, ["Regression.Forward.g.cs", "Regression.Backward.g.cs", "Regression.Workspace.g.cs"]);

    [Fact]
    public void Activations() => Verify("""
        [Network(Loss = Loss.Huber)]
        [Input(8)]
        [Dense(6, Activation = Activation.LogSoftmax)]
        [Dense(6, Activation = Activation.ELU)]
        [Dense(6, Activation = Activation.SELU)]
        [Dense(6, Activation = Activation.Mish)]
        [Dense(6, Activation = Activation.HardSigmoid)]
        [Dense(6, Activation = Activation.Softplus)]
        [Dense(6, Activation = Activation.Softsign)]
        [Dense(2, Activation = Activation.ReLU6)]
        public partial class Unusual;
        """, ["Unusual.Forward.g.cs", "Unusual.Backward.g.cs"]);

    [Fact]
    public void Divergence() => Verify("[Network(4, 3, Loss = Loss.KLDivergence)] public partial class Topics;", ["Topics.Backward.g.cs"]);

    [Fact]
    public void Hinge() => Verify("[Network(4, 1, Loss = Loss.Hinge)] public partial class Margin;", ["Margin.Backward.g.cs"]);

    [Fact]
    public void Cosine() => Verify("[Network(4, 3, Loss = Loss.CosineDistance)] public partial class Direction;", ["Direction.Backward.g.cs"]);

    [Fact]
    public void OneLayer() => Verify("[Network(12288, 1)] public partial class LogisticRegression;", ["LogisticRegression.Backward.g.cs", "LogisticRegression.Predict.g.cs"]);

    [Fact]
    public void RentedScratch() => Verify("[Network(2, 4000, 2)] public partial class Wide;", ["Wide.Predict.g.cs"]);

    [Fact]
    public void Convolution() => Verify("""
        [Network(Loss = Loss.CategoricalCrossEntropy)]
        [Input(1, 28, 28)]
        [Conv2D(8, kernel: 3)]
        [MaxPool2D(2)]
        [Conv2D(16, kernel: 3, Activation = Activation.GELU)]
        [MaxPool2D(2)]
        [Flatten]
        [Dropout(0.25)]
        [Dense(10)]
        public partial class Digits;
        """);

    [Fact]
    public void Residual() => Verify("""
        [Network(Loss = Loss.CategoricalCrossEntropy)]
        [Input(3, 8, 8)]
        [Conv2D(4, kernel: 3, Padding = Padding.Same, Name = "stem")]
        [Conv2D(4, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
        [Add("stem")]
        [Activation(Activation.ReLU, Name = "body")]
        [GlobalAveragePool(Name = "mean")]
        [From("body")]
        [GlobalMaxPool(Name = "most")]
        [Concat("mean", "most", Name = "both")]
        [Dense(8, Activation = Activation.Sigmoid)]
        [Multiply("both")]
        [Dense(10)]
        public partial class Residual;
        """, ["Residual.Forward.g.cs", "Residual.Backward.g.cs", "Residual.Predict.g.cs", "Residual.Workspace.g.cs", "Residual.g.cs"]);

    [Fact]
    public void PoolingOverTime() => Verify("""
        [Network]
        [Input(Time = 16, Features = 2, Name = "sound")]
        [Conv1D(6, kernel: 3, Padding = Padding.Same, Name = "near")]
        [From("sound")]
        [Conv1D(4, kernel: 5, Padding = Padding.Same, Name = "far")]
        [Concat("near", "far")]
        [MaxPool1D(2)]
        [AveragePool1D(2)]
        [GlobalMaxPool]
        [Dense(1)]
        public partial class Inception;
        """, ["Inception.Forward.g.cs", "Inception.Backward.g.cs", "Inception.Predict.g.cs", "Inception.g.cs"]);

    [Fact]
    public void ConvolutionOverTimeAtTheOutput() => Verify("""
        [Network(Loss = Loss.SparseCategoricalCrossEntropy)]
        [Input(Time = 16, Features = 4)]
        [Conv1D(4, kernel: 3, Groups = 4, Padding = Padding.Causal)]
        [MaxPool1D(3, Stride = 1, Padding = Padding.Causal)]
        [Conv1D(5, kernel: 2, Padding = Padding.Causal)]
        public partial class Tagger;
        """, ["Tagger.Forward.g.cs", "Tagger.Backward.g.cs", "Tagger.Streaming.g.cs"]);

    [Fact]
    public void TransposedTies() => Verify("""
        [Network(Output = Activation.Sigmoid)]
        [Input(784)]
        [Dense(128, Name = "inner")]
        [Dense(16, Name = "code")]
        [Dense(128, Tied = "code")]
        [Dense(784, Tied = "inner")]
        public partial class Autoencoder;
        """, ["Autoencoder.Forward.g.cs", "Autoencoder.Predict.g.cs", "Autoencoder.Training.g.cs"]);

    [Fact]
    public void SeveralInputsAndOutputs() => Verify("""
        [Network]
        [Input(1, 28, 28, Name = "image")]
        [Conv2D(8, kernel: 5, Stride = 2)]
        [Flatten(Name = "seen")]
        [Input(4, Name = "sensors")]
        [Dense(16, Name = "felt")]
        [Concat("seen", "felt")]
        [Dense(32, Name = "trunk")]
        [Dense(10)]
        [Output("digit", Loss = Loss.SparseCategoricalCrossEntropy)]
        [From("trunk")]
        [Dense(2)]
        [Output("angle", Loss = Loss.MeanSquaredError, Weight = 0.5)]
        public partial class Robot;
        """);

    [Fact]
    public void Normalization() => Verify("""
        [Network]
        [Input(2, 4, 4)]
        [BatchNorm(Momentum = 0.2)]
        [Conv2D(4, kernel: 3, Activation = Activation.Identity)]
        [BatchNorm]
        [Activation(Activation.ReLU)]
        [GroupNorm(2)]
        [GlobalAveragePool]
        [RMSNorm]
        [Dense(1)]
        public partial class Normalized;
        """, ["Normalized.Forward.g.cs", "Normalized.Backward.g.cs", "Normalized.Predict.g.cs", "Normalized.Workspace.g.cs"]);

    [Fact]
    public void Sequences() => Verify("""
        [Network(Loss = Loss.MeanSquaredError)]
        [Input(Time = 20, Features = 8)]
        [LayerNorm]
        [Dense(32, Activation = Activation.GELU)]
        [Activation(Activation.Softmax)]
        [Dense(3, Activation = Activation.Tanh)]
        public partial class Frames;
        """, ["Frames.Forward.g.cs", "Frames.Backward.g.cs", "Frames.Predict.g.cs", "Frames.g.cs"]);

    [Fact]
    public void Recurrent() => Verify("""
        [Network]
        [Input(Time = 20, Features = 8)]
        [GRU(16, Sequence = true)]
        [LSTM(12)]
        [Dense(1)]
        public partial class Listener;
        """, ["Listener.Forward.g.cs", "Listener.Backward.g.cs", "Listener.Training.g.cs", "Listener.Predict.g.cs", "Listener.Streaming.g.cs", "Listener.Parameters.g.cs", "Listener.Workspace.g.cs", "Listener.g.cs"]);

    [Fact]
    public void Transformer() => Verify("""
        [Network(Output = Activation.Identity, Loss = Loss.MeanSquaredError)]
        [TokenInput(Time = 64, Vocabulary = 96)]
        [Embedding(128)]
        [PositionalEmbedding(Name = "embedded")]
        [LayerNorm]
        [SelfAttention(heads: 4, Causal = true)]
        [Add("embedded", Name = "attended")]
        [LayerNorm]
        [FeedForward(512, Activation = Activation.GELU)]
        [Add("attended")]
        [Dense(96)]
        public partial class Writer;
        """, ["Writer.Forward.g.cs", "Writer.Training.g.cs", "Writer.Predict.g.cs", "Writer.Parameters.g.cs", "Writer.Workspace.g.cs"]);

    [Fact]
    public void NestedAndQualified() => Verify("""
        namespace Shop.@class;

        internal class Matrix<T>;

        internal partial record struct Outer<TKey>
        {
            [Network(2, 3, 1)]
            private sealed partial class @event
            {
                public @event()
                {
                }
            }
        }
        """, ["event.g.cs", "event.Training.g.cs"]);

    private static void Verify(string source, string[]? files = null, [CallerMemberName] string method = "") =>
        Snapshot.Verify(new Consumer(source).Generate().CompilesWithoutWarning(), files ?? [], method: method);
}
