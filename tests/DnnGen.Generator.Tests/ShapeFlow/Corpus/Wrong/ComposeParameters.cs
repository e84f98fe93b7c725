// Parameters are matrices too.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var digits = Digits.Create(1);
        Small.Create(1).Predict(digits.Parameters.W2); // DNN1001 @ digits.Parameters.W2: 10, 128, 3
    }
}
