// Predict takes the same features as Forward.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        Digits.Create(1).Predict(Matrix<float>.Zeros(783, 5)); // DNN1001 @ Matrix<float>.Zeros(783, 5): Digits, 783, 5, 784
    }
}
