namespace DnnGen.Samples.Cats;

/// <summary>The method's deep network: [LINEAR → RELU] × 3 → LINEAR → SIGMOID.</summary>
[Network(12288, 20, 7, 5, 1)]
public partial class CatClassifier;

/// <summary>The deep network in the number type that NumPy computes in.</summary>
[Network(12288, 20, 7, 5, 1, Precision = Precision.Double)]
public partial class CatClassifierDouble;

/// <summary>The method's two-layer network: LINEAR → RELU → LINEAR → SIGMOID.</summary>
[Network(12288, 7, 1)]
public partial class TwoLayerCatClassifier;

/// <summary>The two-layer network in the number type that NumPy computes in.</summary>
[Network(12288, 7, 1, Precision = Precision.Double)]
public partial class TwoLayerCatClassifierDouble;
