namespace DnnGen.Samples.Characters;

/// <summary>A small causal transformer: for each of 64 characters the probabilities of the one that comes next.</summary>
[Network(Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy)]
[TokenInput(Time = 64, Vocabulary = 96)]
[Embedding(128)]
[PositionalEmbedding]
[Use<TransformerBlock>(Repeat = 2, Heads = 4, Width = 128)]
[LayerNorm]
[Dense(96)]
internal sealed partial class CharacterTransformer;

/// <summary>Attention, then a layer for each step alone, each normalized before it and with a skip around it.</summary>
[Block]
[LayerNorm]
[SelfAttention(Block.Heads, Causal = true)]
[Add(Block.Input, Name = "attended")]
[LayerNorm]
[FeedForward(4 * Block.Width, Activation = Activation.GELU)]
[Add("attended")]
internal abstract class TransformerBlock;

/// <summary>The same by a recurrent network, which reads one character after another.</summary>
[Network(Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy)]
[TokenInput(Time = 64, Vocabulary = 96)]
[Embedding(64)]
[LSTM(160, Sequence = true)]
[Dense(96)]
internal sealed partial class CharacterLSTM;
