// How many examples is not known, how many features is.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        int m = int.Parse("5");
        var x = Matrix<float>.Zeros(28, m);
        Digits.Create(1).Predict(x); // DNN1001 @ x: 28, 784
    }
}
