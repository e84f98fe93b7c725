namespace DnnGen.Tests.Networks;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(144)]
[Dense(144, Activation = Activation.Identity)]
[Reshape(4, 6, 6)]
[DepthwiseConv2D(kernel: 3, Padding = 1, Activation = Activation.Identity)]
internal sealed partial class GoldenDepthwiseByName;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(60)]
[Dense(60, Activation = Activation.Identity)]
[Reshape(3, 4, 5)]
[ConvTranspose2D(2, kernel: 3, Stride = 2, Padding = 1, OutputPadding = 1, Activation = Activation.Identity)]
internal sealed partial class GoldenConvTranspose;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(3, 4, 3)]
[ConvTranspose2D(4, kernel: 4, Stride = 3, Padding = 2, OutputPadding = 2, Activation = Activation.SiLU)]
internal sealed partial class Threefold;

[Network(Loss = Loss.MeanSquaredError)]
[Input(5, 7, 6)]
[ConvTranspose2D(2, kernel: 5, Padding = 1, Activation = Activation.Identity)]
internal sealed partial class Widened;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(6, 1, 1)]
[ConvTranspose2D(3, kernel: 4, Stride = 1000, OutputPadding = 1, Activation = Activation.Tanh)]
internal sealed partial class FromPoint;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(2, 3, 5)]
[ConvTranspose2D(3, kernel: 2, Stride = 4, Activation = Activation.Identity)]
internal sealed partial class WithGaps;

[Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Input(3, 5, 9)]
[Conv2D(4, kernelHeight: 1, kernelWidth: 7, Padding = Padding.Same, Activation = Activation.Identity)]
internal sealed partial class Wide;

[Network(Loss = Loss.MeanSquaredError)]
[Input(2, 10, 6)]
[Conv2D(3, kernelHeight: 4, kernelWidth: 2, Stride = 2, Activation = Activation.Identity)]
internal sealed partial class Tall;
