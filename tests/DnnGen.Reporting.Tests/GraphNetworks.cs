namespace DnnGen.Reporting.Tests;

/// <summary>Skips, in blocks.</summary>
[Network(Loss = Loss.CategoricalCrossEntropy)]
[Input(3, 16, 16)]
[Conv2D(8, kernel: 3, Padding = Padding.Same)]
[Use<ResidualBlock>(Filters = 8, Repeat = 2)]
[GlobalAveragePool]
[Dense(10)]
public sealed partial class Residual;

/// <summary>Two convolutions and what came in.</summary>
[Block]
[Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Conv2D(Block.Filters, kernel: 3, Padding = Padding.Same, Activation = Activation.Identity)]
[BatchNorm]
[Add(Block.Input)]
[Activation(Activation.ReLU)]
internal abstract class ResidualBlock;

/// <summary>Down and up again, each height joined with what it was on the way down.</summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Input(1, 16, 16)]
[Conv2D(4, kernel: 3, Padding = Padding.Same, Name = "high")]
[MaxPool2D(2)]
[Conv2D(8, kernel: 3, Padding = Padding.Same, Name = "middle")]
[MaxPool2D(2)]
[Conv2D(16, kernel: 3, Padding = Padding.Same, Name = "low")]
[MaxPool2D(2)]
[Conv2D(32, kernel: 3, Padding = Padding.Same)]
[Upsample2D(2, Name = "low again")]
[Concat("low", "low again")]
[Conv2D(16, kernel: 3, Padding = Padding.Same)]
[Upsample2D(2, Name = "middle again")]
[Concat("middle", "middle again")]
[Conv2D(8, kernel: 3, Padding = Padding.Same)]
[Upsample2D(2, Name = "high again")]
[Concat("high", "high again")]
[Conv2D(4, kernel: 3, Padding = Padding.Same)]
[Conv2D(1, kernel: 1, Activation = Activation.Identity)]
[Flatten]
[Activation(Activation.Sigmoid)]
public sealed partial class UNet;

/// <summary>Four ways beside each other.</summary>
[Network(Loss = Loss.CategoricalCrossEntropy)]
[Input(3, 8, 8)]
[Conv2D(8, kernel: 3, Padding = Padding.Same, Name = "stem")]
[Conv2D(4, kernel: 1, Name = "one")]
[From("stem")]
[Conv2D(2, kernel: 1)]
[Conv2D(4, kernel: 3, Padding = Padding.Same, Name = "three")]
[From("stem")]
[Conv2D(2, kernel: 1)]
[Conv2D(4, kernel: 5, Padding = Padding.Same, Name = "five")]
[From("stem")]
[Conv2D(2, kernel: 1)]
[Conv2D(4, kernel: 1, Name = "pooled")]
[Concat("one", "three", "five", "pooled")]
[GlobalAveragePool]
[Dense(5)]
public sealed partial class Inception;

/// <summary>A reader of texts.</summary>
[Network(Loss = Loss.SparseCategoricalCrossEntropy)]
[TokenInput(Time = 8, Vocabulary = 20)]
[Embedding(16)]
[PositionalEmbedding]
[Use<TransformerBlock>(Heads = 4, Units = 32, Repeat = 2)]
[LayerNorm]
[Dense(20)]
public sealed partial class Writer;

/// <summary>Attention and two dense layers, each with what came in.</summary>
[Block]
[LayerNorm]
[SelfAttention(heads: Block.Heads, Causal = true)]
[Add(Block.Input, Name = "attended")]
[LayerNorm]
[FeedForward(Block.Units, Activation = Activation.GELU)]
[Add("attended")]
internal abstract class TransformerBlock;

/// <summary>An image and measurements in, a class and a number out.</summary>
[Network(Hidden = Activation.Tanh)]
[Input(1, 6, 6, Name = "image")]
[Conv2D(3, kernel: 3)]
[Flatten(Name = "seen")]
[Input(4, Name = "sensors")]
[Dense(5, Name = "felt")]
[Concat("seen", "felt")]
[Dense(7, Name = "trunk")]
[Dense(3, Activation = Activation.Softmax)]
[Output("digit", Loss = Loss.SparseCategoricalCrossEntropy)]
[From("trunk")]
[Dense(2, Activation = Activation.Identity)]
[Output("angle", Loss = Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class Robot;

/// <summary>Yes-or-no questions and a class, declared together at the end, on pictures of 4 × 4 pixels.</summary>
[Network]
[Input(16)]
[Dense(6, Activation = Activation.Tanh, Name = "trunk")]
[Dense(2, Name = "Flags")]
[From("trunk")]
[Dense(3, Name = "kind")]
[From("trunk")]
[Dense(1, Name = "isRound")]
[Output("Flags", Loss = Loss.BinaryCrossEntropy, LabelSmoothing = 0.1)]
[Output("kind", Loss = Loss.CategoricalCrossEntropy, Weight = 2)]
[Output("isRound", Loss = Loss.BinaryCrossEntropy)]
public sealed partial class Sorter;

/// <summary>Each output is read by what comes after it.</summary>
[Network]
[Input(2)]
[Dense(4, Activation = Activation.Tanh)]
[Dense(1, Activation = Activation.Sigmoid)]
[Output("mark", Loss = Loss.BinaryCrossEntropy)]
[Dense(3, Activation = Activation.Tanh)]
[Output("code", Loss = Loss.Huber, Weight = 3)]
[Dense(2, Activation = Activation.Identity)]
[Output("copy", Loss = Loss.MeanSquaredError)]
public sealed partial class Chained;

/// <summary>About two hundred layers, with an output among those in the middle.</summary>
[Network]
[Input(4, Name = "begin")]
[Use<Step>(Repeat = 60, Name = "half")]
[Dense(2, Activation = Activation.Identity)]
[Output("aside", Loss = Loss.MeanSquaredError)]
[From("half")]
[Use<Step>(Repeat = 38)]
[Add("begin")]
[Dense(1)]
[Output("end")]
public sealed partial class Tower;

/// <summary>A dense layer and what came in.</summary>
[Block]
[Dense(4, Activation = Activation.Tanh)]
[Add(Block.Input)]
internal abstract class Step;
