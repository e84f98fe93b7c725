// The constant of another network.
using DnnGen;

[Network(12288, 20, 7, 5, 1)]
public partial class CatClassifier;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(Digits.InputSize, 4);
        CatClassifier.Create(1).Predict(x); // DNN1001 @ x: CatClassifier, 784, 4, 12288
    }
}
