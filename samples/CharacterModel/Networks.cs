namespace DnnGen.Samples.Characters;

/// <summary>A small causal transformer: for each of 64 characters the probabilities of the one that comes next.</summary>
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
[Add("attended 2")]
[LayerNorm]
[Dense(96)]
internal sealed partial class CharacterTransformer;

/// <summary>The same by a recurrent network, which reads one character after another.</summary>
[Network(Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy)]
[TokenInput(Time = 64, Vocabulary = 96)]
[Embedding(64)]
[LSTM(160, Sequence = true)]
[Dense(96)]
internal sealed partial class CharacterLSTM;
