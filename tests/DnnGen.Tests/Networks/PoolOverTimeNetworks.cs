namespace DnnGen.Tests.Networks;

[Network(Precision = Precision.Double)]
[Input(30)]
[Dense(30, Activation = Activation.Identity)]
[Reshape(Time = 10, Features = 3)]
[MaxPool1D(2)]
internal sealed partial class GoldenMaxPoolOfSequence;

[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(Time = 12, Features = 2, Name = "dry")]
[LSTM(3, Sequence = true, Name = "wet")]
[Concat("dry", "wet")]
[Dense(2, Activation = Activation.Tanh)]
internal sealed partial class DryAndWet;
