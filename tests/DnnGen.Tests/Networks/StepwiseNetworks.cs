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
