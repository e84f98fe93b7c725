// Both spans are wrong, and exchanged.
using DnnGen;

[Network(784, 64, Output = Activation.Tanh)]
public partial class Encoder;

static class Program
{
    static void Main()
    {
        var code = new float[64];
        var pixels = new float[784];
        Encoder.Create(1).Predict(code, pixels); // DNN1008 @ code: 64, 784 // DNN1008 @ pixels: 784, 64
    }
}
