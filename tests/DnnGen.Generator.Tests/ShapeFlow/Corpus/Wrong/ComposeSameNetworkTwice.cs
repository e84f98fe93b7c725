// The output goes into the same network again.
using DnnGen;

[Network(784, 64, Output = Activation.Tanh)]
public partial class Encoder;

static class Program
{
    static void Main()
    {
        var encoder = Encoder.Create(1);
        encoder.Predict(encoder.Predict(Matrix<float>.Zeros(784, 2))); // DNN1001 @ encoder.Predict(Matrix<float>.Zeros(784, 2)): 64, 2, 784
    }
}
