namespace DnnGen.Tests.Networks;

/// <summary>[LINEAR → RELU] × 2 → LINEAR → SIGMOID, as the method's own functions compute it.</summary>
[Network(5, 4, 3, 1, Precision = Precision.Double)]
internal sealed partial class MethodNetwork;

/// <summary>The same in single precision.</summary>
[Network(5, 4, 3, 1)]
internal sealed partial class MethodNetworkSingle;

/// <summary>Two classes in a plane, for trainings that a test can follow.</summary>
[Network(2, 8, 1, Hidden = Activation.Tanh, Precision = Precision.Double)]
internal sealed partial class Disc;

/// <summary>Many ReLUs in single precision, whose kinks lie within reach of a finite difference.</summary>
[Network(20, 16, 12, 1)]
internal sealed partial class Kinked;

/// <summary>Large enough that its products are divided among threads.</summary>
[Network(300, 200, 70, 3, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy)]
internal sealed partial class Divided;

/// <summary>The exclusive or, small enough for a million steps.</summary>
[Network(2, 4, 1, Hidden = Activation.Tanh)]
internal sealed partial class Exclusive;
