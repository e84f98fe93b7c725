namespace DnnGen.Tests.Networks;

// Each network over sequences has a twin that takes one step: their layers take each step alone.

[Network(Output = Activation.Tanh, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(Time = 5, Features = 3)]
[Dense(4, Activation = Activation.GELU)]
[LayerNorm]
[Dense(6, Activation = Activation.Softmax)]
[RMSNorm]
[Activation(Activation.Softmax)]
[BatchNorm]
[Dense(2)]
internal sealed partial class Stepwise;

[Network(Output = Activation.Tanh, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(3)]
[Dense(4, Activation = Activation.GELU)]
[LayerNorm]
[Dense(6, Activation = Activation.Softmax)]
[RMSNorm]
[Activation(Activation.Softmax)]
[BatchNorm]
[Dense(2)]
internal sealed partial class OneStep;

// Wide and long enough for every family of products.
[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(Time = 33, Features = 70)]
[Dense(40, Activation = Activation.SiLU)]
[LayerNorm]
[Dense(3, Activation = Activation.Tanh)]
[Dense(66)]
internal sealed partial class WideStepwise;

[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(70)]
[Dense(40, Activation = Activation.SiLU)]
[LayerNorm]
[Dense(3, Activation = Activation.Tanh)]
[Dense(66)]
internal sealed partial class WideOneStep;

[Network(Output = Activation.Identity)]
[Input(Time = 33, Features = 70)]
[Dense(40, Activation = Activation.SiLU)]
[LayerNorm]
[Dense(3, Activation = Activation.Tanh)]
[Dense(66)]
internal sealed partial class SingleStepwise;

[Network(Output = Activation.Identity)]
[Input(70)]
[Dense(40, Activation = Activation.SiLU)]
[LayerNorm]
[Dense(3, Activation = Activation.Tanh)]
[Dense(66)]
internal sealed partial class SingleOneStep;
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
