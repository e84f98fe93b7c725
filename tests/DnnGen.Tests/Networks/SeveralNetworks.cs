namespace DnnGen.Tests.Networks;

/// <summary>An image and measurements in, a class and a number out.</summary>
[Network(Hidden = Activation.Tanh, Precision = Precision.Double)]
[Input(1, 6, 6, Name = "image")]
[Conv2D(3, kernel: 3)]
[Flatten(Name = "seen")]
[Input(4, Name = "sensors")]
[Dense(5, Name = "felt")]
[Concat("seen", "felt")]
[Dense(7, Name = "trunk")]
[Dense(3, Activation = Activation.Softmax)]
[Output("digit", Loss = Loss.SparseCategoricalCrossEntropy)]
[From("trunk")]
[Dense(2, Activation = Activation.Identity)]
[Output("angle", Loss = Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class ImageAndSensors;

/// <summary>The same trunk for a few yes-or-no questions and a distribution, their outputs declared together at the end.</summary>
[Network(Precision = Precision.Double)]
[Input(5)]
[Dense(6, Activation = Activation.Tanh, Name = "trunk")]
[Dense(3, Name = "flags")]
[From("trunk")]
[Dense(4, Name = "kind")]
[Output("flags", Loss = Loss.BinaryCrossEntropy, LabelSmoothing = 0.1)]
[Output("kind", Loss = Loss.CategoricalCrossEntropy, Weight = 2, ClassWeights = new[] { 1.0, 0.5, 2.0, 1.5 })]
public sealed partial class FlagsAndKind;

/// <summary>Each output is read by what comes after it: a probability, a code and a reconstruction.</summary>
[Network(Precision = Precision.Double)]
[Input(6, Name = "x")]
[Dense(4, Activation = Activation.Tanh)]
[Dense(3, Activation = Activation.Sigmoid)]
[Output("marks", Loss = Loss.BinaryCrossEntropy, Weight = 0.7)]
[Dense(3, Activation = Activation.Softmax)]
[Output("kind", Loss = Loss.CategoricalCrossEntropy, Weight = 0.4)]
[Dense(2, Activation = Activation.Tanh)]
[Output("code", Loss = Loss.Huber, Weight = 3)]
[Dense(6, Activation = Activation.Identity)]
[Output("copy", Loss = Loss.MeanSquaredError)]
public sealed partial class ReadOutputs;

/// <summary>Two inputs and one output, which reads both of them directly.</summary>
[Network(Precision = Precision.Double)]
[Input(3, Name = "left")]
[Input(3, Name = "right")]
[Multiply("left")]
[Dense(2, Activation = Activation.Identity)]
public sealed partial class TwoIntoOne;

/// <summary>Tokens and numbers in; a class for each step and one for all out, with weights that cost.</summary>
[Network(Precision = Precision.Double, L2 = 0.01)]
[TokenInput(Time = 4, Vocabulary = 5, Name = "text")]
[Embedding(3)]
[LSTM(4, Sequence = true, Name = "steps")]
[Dense(5)]
[Output("next", Loss = Loss.SparseCategoricalCrossEntropy)]
[From("steps")]
[GlobalAveragePool(Name = "summary")]
[Input(2, Name = "about")]
[Concat("summary", "about")]
[Dense(1)]
[Output("mood")]
public sealed partial class TextAndMore;

/// <summary>The network of <see cref="ImageAndSensors"/> in float.</summary>
[Network(Hidden = Activation.Tanh)]
[Input(1, 6, 6, Name = "image")]
[Conv2D(3, kernel: 3)]
[Flatten(Name = "seen")]
[Input(4, Name = "sensors")]
[Dense(5, Name = "felt")]
[Concat("seen", "felt")]
[Dense(7, Name = "trunk")]
[Dense(3, Activation = Activation.Softmax)]
[Output("digit", Loss = Loss.SparseCategoricalCrossEntropy)]
[From("trunk")]
[Dense(2, Activation = Activation.Identity)]
[Output("angle", Loss = Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class ImageAndSensorsInFloat;
