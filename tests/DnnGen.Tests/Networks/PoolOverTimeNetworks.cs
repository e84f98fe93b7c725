namespace DnnGen.Tests.Networks;

[Network(Precision = Precision.Double)]
[Input(30)]
[Dense(30, Activation = Activation.Identity)]
[Reshape(Time = 10, Features = 3)]
[MaxPool1D(2)]
internal sealed partial class GoldenMaxPoolOfSequence;
