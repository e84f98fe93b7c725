// An odd number of transpositions.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(784, 20);
        Digits.Create(1).Predict(x.Transpose().Transpose().Transpose()); // DNN1001 @ x.Transpose().Transpose().Transpose(): 20, 784
    }
}
