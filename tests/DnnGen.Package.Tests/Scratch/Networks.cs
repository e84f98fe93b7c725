using DnnGen;

namespace Customer;

/// <summary>Exclusive or.</summary>
[Network(2, 4, 1, Hidden = Activation.Tanh, Precision = Precision.Double)]
internal sealed partial class Xor;

/// <summary>The usual size for 28 × 28 pictures of digits.</summary>
[Network(784, 128, 10, Output = Activation.Softmax)]
internal sealed partial class Digits;
