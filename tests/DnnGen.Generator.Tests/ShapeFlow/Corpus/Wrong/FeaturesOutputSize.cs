// InputSize and OutputSize taken for each other.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(Digits.OutputSize, 4);
        Digits.Create(1).Predict(x); // DNN1001 @ x: 10, 4, 784
    }
}
