namespace DnnGen.Samples.Planar;

/// <summary>One hidden layer of four units: LINEAR → TANH → LINEAR → SIGMOID.</summary>
[Network(2, 4, 1, Hidden = Activation.Tanh, Precision = Precision.Double)]
public partial class FlowerClassifier;
