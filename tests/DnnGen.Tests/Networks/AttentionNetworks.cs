namespace DnnGen.Tests.Networks;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[TokenInput(Time = 6, Vocabulary = 11)]
[Embedding(4)]
internal sealed partial class GoldenEmbedding;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(32)]
[Dense(32, Activation = Activation.Identity)]
[Reshape(Time = 4, Features = 8)]
[SelfAttention(heads: 2)]
internal sealed partial class GoldenSelfAttention;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(32)]
[Dense(32, Activation = Activation.Identity)]
[Reshape(Time = 4, Features = 8)]
[SelfAttention(heads: 2, Causal = true)]
internal sealed partial class GoldenCausalSelfAttention;

/// <summary>A transformer that looks back: pre-norm blocks of attention and feed-forward, each with its skip.</summary>
[Network(Output = Activation.Identity, Precision = Precision.Double)]
[TokenInput(Time = 6, Vocabulary = 5)]
[Embedding(8)]
[PositionalEmbedding(Name = "embedded")]
[LayerNorm]
[SelfAttention(heads: 2, Causal = true)]
[Add("embedded", Name = "attended")]
[LayerNorm]
[FeedForward(12, Activation = Activation.GELU)]
[Add("attended")]
[LayerNorm]
[Dense(5)]
internal sealed partial class SmallTransformer;

/// <summary>Longer than a block of queries, and of several examples for every thread.</summary>
[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(Time = 70, Features = 12)]
[PositionalEmbedding]
[SelfAttention(heads: 3, Causal = true)]
[SelfAttention(heads: 1)]
[FeedForward(40, Activation = Activation.Tanh)]
[FeedForward(9, Activation = Activation.Softmax)]
[Dense(2)]
internal sealed partial class LongTransformer;

[Network(Output = Activation.Identity)]
[Input(Time = 70, Features = 12)]
[PositionalEmbedding]
[SelfAttention(heads: 3, Causal = true)]
[SelfAttention(heads: 1)]
[FeedForward(40, Activation = Activation.Tanh)]
[FeedForward(9, Activation = Activation.Softmax)]
[Dense(2)]
internal sealed partial class SingleLongTransformer;

/// <summary>Of a vector a feed-forward layer is two dense ones.</summary>
[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(7)]
[FeedForward(5, Activation = Activation.SiLU)]
internal sealed partial class VectorFeedForward;

[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(7)]
[Dense(5, Activation = Activation.SiLU)]
[Dense(7)]
internal sealed partial class TwoDense;
