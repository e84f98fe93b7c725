// A view into the workspace of the encoder.
using DnnGen;

[Network(784, 64, Output = Activation.Tanh)]
public partial class Encoder;

[Network(32, 784)]
public partial class NarrowDecoder;

static class Program
{
    static void Main()
    {
        var encoder = Encoder.Create(1);
        var ws = encoder.CreateWorkspace(5);
        var code = encoder.Forward(Matrix<float>.Zeros(784, 5), ws);
        NarrowDecoder.Create(1).Predict(code); // DNN1001 @ code: Encoder, NarrowDecoder, 64, 32
    }
}
