namespace DnnGen.Benchmarks;

// The networks of the rows. The float ones are what most programs use; the double ones say what precision costs.

[Network(12288, 20, 7, 5, 1)]
internal sealed partial class Cats;

[Network(12288, 20, 7, 5, 1, Precision = Precision.Double)]
internal sealed partial class CatsDouble;

[Network(784, 512, 256, 10, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy)]
internal sealed partial class WideDigits;

[Network(784, 512, 256, 10, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double)]
internal sealed partial class WideDigitsDouble;

[Network(784, 128, 10, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy)]
internal sealed partial class Digits;

[Network(784, 128, 10, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double)]
internal sealed partial class DigitsDouble;

[Network(2, 4, 1)]
internal sealed partial class Planar;

[Network(2, 4, 1, Precision = Precision.Double)]
internal sealed partial class PlanarDouble;

[Network(16, 32, 8, Output = Activation.Identity, Loss = Loss.MeanSquaredError)]
internal sealed partial class Small16;

[Network(16, 32, 8, Output = Activation.Identity, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
internal sealed partial class Small16Double;

[Network(64, 64, 10, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy)]
internal sealed partial class Small64;

[Network(64, 64, 10, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Double)]
internal sealed partial class Small64Double;

[Network(16, 16, Output = Activation.Identity, Loss = Loss.MeanSquaredError)]
internal sealed partial class Dense16;

[Network(16, 16, Output = Activation.Identity, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
internal sealed partial class Dense16Double;

[Network(64, 64, Output = Activation.Identity, Loss = Loss.MeanSquaredError)]
internal sealed partial class Dense64;

[Network(64, 64, Output = Activation.Identity, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
internal sealed partial class Dense64Double;

[Network(Loss = Loss.CategoricalCrossEntropy)]
[Input(1, 28, 28)]
[Conv2D(8, kernel: 3)]
[MaxPool2D(2)]
[Conv2D(16, kernel: 3)]
[MaxPool2D(2)]
[Flatten]
[Dense(10)]
internal sealed partial class ConvolutionalDigits;

[Network(Loss = Loss.CategoricalCrossEntropy)]
[Input(3, 32, 32)]
[Conv2D(16, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
[BatchNorm]
[Activation(Activation.ReLU, Name = "stage 1")]
[Conv2D(16, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Conv2D(16, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
[BatchNorm]
[Add("stage 1")]
[Activation(Activation.ReLU, Name = "stage 2")]
[Conv2D(32, kernel: 1, Stride = 2, Activation = Activation.Identity, Name = "skip 2")]
[From("stage 2")]
[Conv2D(32, kernel: 3, Stride = 2, Padding = 1, Activation = Activation.Identity)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Conv2D(32, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
[BatchNorm]
[Add("skip 2")]
[Activation(Activation.ReLU, Name = "stage 3")]
[Conv2D(64, kernel: 1, Stride = 2, Activation = Activation.Identity, Name = "skip 3")]
[From("stage 3")]
[Conv2D(64, kernel: 3, Stride = 2, Padding = 1, Activation = Activation.Identity)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Conv2D(64, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
[BatchNorm]
[Add("skip 3")]
[Activation(Activation.ReLU)]
[GlobalAveragePool]
[Dense(10)]
internal sealed partial class ResidualPictures;

[Network(Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy)]
[TokenInput(Time = 64, Vocabulary = 96)]
[Embedding(128)]
[PositionalEmbedding(Name = "embedded")]
[LayerNorm]
[SelfAttention(heads: 4, Causal = true)]
[Add("embedded", Name = "attended 1")]
[LayerNorm]
[FeedForward(512, Activation = Activation.GELU)]
[Add("attended 1", Name = "block 1")]
[LayerNorm]
[SelfAttention(heads: 4, Causal = true)]
[Add("block 1", Name = "attended 2")]
[LayerNorm]
[FeedForward(512, Activation = Activation.GELU)]
[Add("attended 2", Name = "block 2")]
[LayerNorm]
[SelfAttention(heads: 4, Causal = true)]
[Add("block 2", Name = "attended 3")]
[LayerNorm]
[FeedForward(512, Activation = Activation.GELU)]
[Add("attended 3", Name = "block 3")]
[LayerNorm]
[SelfAttention(heads: 4, Causal = true)]
[Add("block 3", Name = "attended 4")]
[LayerNorm]
[FeedForward(512, Activation = Activation.GELU)]
[Add("attended 4")]
[LayerNorm]
[Dense(96)]
internal sealed partial class Transformer;
