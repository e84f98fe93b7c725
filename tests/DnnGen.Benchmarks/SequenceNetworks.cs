namespace DnnGen.Benchmarks;

// The recurrent networks of the rows: one that is trained, and single layers that go frame by frame.

[Network(Loss = Loss.CategoricalCrossEntropy)]
[Input(Time = 50, Features = 16)]
[LSTM(64)]
[Dense(10)]
internal sealed partial class SequenceTagger;

[Network]
[Input(Time = 64, Features = 8)]
[LSTM(8, Sequence = true)]
internal sealed partial class LSTM8;

[Network]
[Input(Time = 64, Features = 16)]
[LSTM(16, Sequence = true)]
internal sealed partial class LSTM16;

[Network]
[Input(Time = 64, Features = 32)]
[LSTM(32, Sequence = true)]
internal sealed partial class LSTM32;

[Network]
[Input(Time = 64, Features = 64)]
[LSTM(64, Sequence = true)]
internal sealed partial class LSTM64;

[Network]
[Input(Time = 64, Features = 8)]
[GRU(8, Sequence = true)]
internal sealed partial class GRU8;

[Network]
[Input(Time = 64, Features = 16)]
[GRU(16, Sequence = true)]
internal sealed partial class GRU16;

[Network]
[Input(Time = 64, Features = 32)]
[GRU(32, Sequence = true)]
internal sealed partial class GRU32;

[Network]
[Input(Time = 64, Features = 64)]
[GRU(64, Sequence = true)]
internal sealed partial class GRU64;
