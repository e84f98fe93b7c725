// As many numbers, in images instead of columns.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(784, 2).Reshape(28, 56);
        Digits.Create(1).Predict(x); // DNN1001 @ x: 28, 56, 784
    }
}
