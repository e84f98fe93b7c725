namespace DnnGen.Samples.Digits;

/// <summary>Handwritten digits, 28 × 28 pixels of grey: two convolutions, each halved by pooling, and a softmax over ten classes.</summary>
[Network(Loss = Loss.CategoricalCrossEntropy)]
[Input(1, 28, 28)]
[Conv2D(16, kernel: 3, Padding = Padding.Same)]
[MaxPool2D(2)]
[Conv2D(32, kernel: 3, Padding = Padding.Same)]
[MaxPool2D(2)]
[Flatten]
[Dropout(0.2)]
[Dense(10)]
internal sealed partial class DigitNetwork;
