namespace DnnGen.Tests.Networks;

[Network(4, 4, Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy, Precision = Precision.Double)]
internal sealed partial class SparseGolden;

[Network(4, 4, Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy)]
internal sealed partial class SparseGoldenInFloat;

[Network(4, 4, Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy, LabelSmoothing = 0.1, Precision = Precision.Double)]
internal sealed partial class SmoothGolden;

[Network(4, 4, Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy, LabelSmoothing = 0.1)]
internal sealed partial class SmoothGoldenInFloat;

[Network(4, 4, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy, LabelSmoothing = 0.1, Precision = Precision.Double)]
internal sealed partial class SmoothOneHot;

[Network(5, 6, 4, Output = Activation.Softmax, Loss = Loss.SparseCategoricalCrossEntropy, ClassWeights = new[] { 1.0, 0.25, 3.0, 0.0 }, LabelSmoothing = 0.2, Precision = Precision.Double)]
internal sealed partial class WeighedClasses;

[Network(5, 6, 4, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy, ClassWeights = new[] { 1.0, 0.25, 3.0, 0.5 }, Precision = Precision.Double)]
internal sealed partial class WeighedOneHot;

[Network(5, 6, 4, Output = Activation.Softmax, Precision = Precision.Double)]
internal sealed partial class PlainOneHot;

[Network(3, 4, 1, ClassWeights = new[] { 1.0, 4.0 }, LabelSmoothing = 0.1, Precision = Precision.Double)]
internal sealed partial class WeighedSides;

[Network(5, 6, 4, Output = Activation.LogSoftmax, Loss = Loss.KLDivergence, ClassWeights = new[] { 1.0, 0.25, 3.0, 0.5 }, Precision = Precision.Double)]
internal sealed partial class WeighedDivergence;

[Network(Loss = Loss.SparseCategoricalCrossEntropy, ClassWeights = new[] { 1.0, 0.5, 2.0 }, LabelSmoothing = 0.1, Precision = Precision.Double)]
[Input(Time = 5, Features = 4)]
[Dense(6, Activation = Activation.Tanh)]
[Dense(3)]
internal sealed partial class Tagger;

[Network(Loss = Loss.CategoricalCrossEntropy, ClassWeights = new[] { 1.0, 0.5, 2.0 }, LabelSmoothing = 0.1, Precision = Precision.Double)]
[Input(Time = 5, Features = 4)]
[Dense(6, Activation = Activation.Tanh)]
[Dense(3, Activation = Activation.Identity)]
[Activation(Activation.Softmax)]
internal sealed partial class TaggerOfOneHot;

[Network(Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
[Input(Time = 5, Features = 4)]
[Dense(2)]
internal sealed partial class Detector;

[Network(Loss = Loss.CosineDistance, Precision = Precision.Double)]
[Input(Time = 5, Features = 4)]
[Dense(3, Activation = Activation.Tanh)]
internal sealed partial class Pointer;
