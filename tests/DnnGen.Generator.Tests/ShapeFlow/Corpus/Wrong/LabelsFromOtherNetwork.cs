// The autoencoder's code as its label.
using DnnGen;

[Network(784, 64, Output = Activation.Tanh)]
public partial class Encoder;

[Network(64, 784)]
public partial class Decoder;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(784, 5);
        var code = Encoder.Create(1).Predict(x);
        var net = Decoder.Create(1);
        net.TrainStep(code, code, 0.1f, net.CreateWorkspace(5)); // DNN1005 @ code: Decoder, 64, 5, 784
    }
}
