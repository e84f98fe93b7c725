namespace DnnGen.Tests.Networks;

// One network for each golden layer over sequences, behind a dense layer that the tests set to the identity.

[Network(Precision = Precision.Double)]
[Input(15)]
[Dense(15, Activation = Activation.Identity)]
[Reshape(Time = 5, Features = 3)]
[SimpleRNN(4, Sequence = true)]
internal sealed partial class GoldenSimpleRNNOfEveryStep;

[Network(Precision = Precision.Double)]
[Input(12)]
[Dense(12, Activation = Activation.Identity)]
[Reshape(Time = 6, Features = 2)]
[SimpleRNN(3)]
internal sealed partial class GoldenSimpleRNNOfLastStep;

[Network(Precision = Precision.Double)]
[Input(15)]
[Dense(15, Activation = Activation.Identity)]
[Reshape(Time = 5, Features = 3)]
[GRU(4, Sequence = true)]
internal sealed partial class GoldenGRUOfEveryStep;

[Network(Precision = Precision.Double)]
[Input(12)]
[Dense(12, Activation = Activation.Identity)]
[Reshape(Time = 6, Features = 2)]
[GRU(3)]
internal sealed partial class GoldenGRUOfLastStep;

[Network(Precision = Precision.Double)]
[Input(15)]
[Dense(15, Activation = Activation.Identity)]
[Reshape(Time = 5, Features = 3)]
[LSTM(4, Sequence = true)]
internal sealed partial class GoldenLSTMOfEveryStep;

[Network(Precision = Precision.Double)]
[Input(12)]
[Dense(12, Activation = Activation.Identity)]
[Reshape(Time = 6, Features = 2)]
[LSTM(3)]
internal sealed partial class GoldenLSTMOfLastStep;

[Network(Precision = Precision.Double)]
[Input(18)]
[Dense(18, Activation = Activation.Identity)]
[Reshape(Time = 9, Features = 2)]
[Conv1D(3, kernel: 3, Activation = Activation.Identity)]
internal sealed partial class GoldenConvolutionOfSequence;

[Network(Precision = Precision.Double)]
[Input(36)]
[Dense(36, Activation = Activation.Identity)]
[Reshape(Time = 12, Features = 3)]
[Conv1D(4, kernel: 3, Stride = 2, Padding = 2, Dilation = 2, Activation = Activation.Identity)]
internal sealed partial class GoldenDilatedConvolutionOfSequence;
