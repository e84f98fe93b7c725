// The code has 64 rows and the decoder takes 32: both are named.
using DnnGen;

[Network(784, 64, Output = Activation.Tanh)]
public partial class Encoder;

[Network(32, 784)]
public partial class NarrowDecoder;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(784, 5);
        var decoder = NarrowDecoder.Create(2);
        decoder.Predict(Encoder.Create(1).Predict(x)); // DNN1001 @ Encoder.Create(1).Predict(x): Encoder, NarrowDecoder, 64, 5, 32
    }
}
