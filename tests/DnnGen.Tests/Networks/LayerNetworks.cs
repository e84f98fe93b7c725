namespace DnnGen.Tests.Networks;

// One network for each golden layer. A dense layer before it, which the tests set to the identity, shows the gradient of its
// input: for one example that is db1.

[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(84)]
[Dense(84, Activation = Activation.Identity)]
[Reshape(2, 6, 7)]
[Conv2D(3, kernel: 3)]
internal sealed partial class GoldenConvolution;

[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(147)]
[Dense(147, Activation = Activation.Identity)]
[Reshape(3, 7, 7)]
[Conv2D(4, kernel: 3, Stride = 2, Padding = 1)]
internal sealed partial class GoldenStrideAndPadding;

[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(96)]
[Dense(96, Activation = Activation.Identity)]
[Reshape(2, 8, 6)]
[Conv2D(2, kernel: 3, Padding = Padding.Same, Dilation = 2)]
internal sealed partial class GoldenDilation;

[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(100)]
[Dense(100, Activation = Activation.Identity)]
[Reshape(4, 5, 5)]
[Conv2D(6, kernel: 3, Padding = Padding.Same, Groups = 2)]
internal sealed partial class GoldenGroups;

[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(144)]
[Dense(144, Activation = Activation.Identity)]
[Reshape(4, 6, 6)]
[Conv2D(4, kernel: 3, Padding = 1, Groups = 4)]
internal sealed partial class GoldenDepthwise;

[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(80)]
[Dense(80, Activation = Activation.Identity)]
[Reshape(5, 4, 4)]
[Conv2D(3, kernel: 1)]
internal sealed partial class GoldenOneByOne;

[Network(Output = Activation.Identity, Precision = Precision.Double)]
[Input(81)]
[Dense(81, Activation = Activation.Identity)]
[Reshape(1, 9, 9)]
[Conv2D(6, kernel: 5, Padding = 2)]
internal sealed partial class GoldenKernelOfFive;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(144)]
[Dense(144, Activation = Activation.Identity)]
[Reshape(3, 6, 8)]
[MaxPool2D(2)]
internal sealed partial class GoldenMaxPool;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(24)]
[Dense(24, Activation = Activation.Identity)]
[Reshape(2, 3, 4)]
[Upsample2D(2)]
internal sealed partial class GoldenUpsample;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(72)]
[Dense(72, Activation = Activation.Identity)]
[Reshape(2, 6, 6)]
[AveragePool2D(2)]
internal sealed partial class GoldenAveragePool;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(60)]
[Dense(60, Activation = Activation.Identity)]
[Reshape(4, 5, 3)]
[GlobalAveragePool]
internal sealed partial class GoldenGlobalAveragePool;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(6)]
[Dense(6, Activation = Activation.Identity)]
[Activation(Activation.SiLU)]
internal sealed partial class GoldenActivation;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(60)]
[Dense(60, Activation = Activation.Identity)]
[Reshape(3, 4, 5)]
[BatchNorm]
internal sealed partial class GoldenBatchNormOfImages;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(5)]
[Dense(5, Activation = Activation.Identity)]
[BatchNorm]
internal sealed partial class GoldenBatchNorm;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(6)]
[Dense(6, Activation = Activation.Identity)]
[LayerNorm]
internal sealed partial class GoldenLayerNorm;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(54)]
[Dense(54, Activation = Activation.Identity)]
[Reshape(6, 3, 3)]
[GroupNorm(2)]
internal sealed partial class GoldenGroupNorm;
