// The data lay right and were transposed.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(784, 20);
        var t = x.Transpose();
        Digits.Create(1).Predict(t); // DNN1001 @ t: Digits, 20, 784
    }
}
