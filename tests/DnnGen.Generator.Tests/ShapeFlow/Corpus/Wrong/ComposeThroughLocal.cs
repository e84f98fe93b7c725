// The same through a local.
using DnnGen;

[Network(784, 64, Output = Activation.Tanh)]
public partial class Encoder;

[Network(32, 784)]
public partial class NarrowDecoder;

static class Program
{
    static void Main()
    {
        var code = Encoder.Create(1).Predict(Matrix<float>.Zeros(784, 5));
        var again = NarrowDecoder.Create(2).Predict(code); // DNN1001 @ code: Encoder, NarrowDecoder, 64, 32
        Console.WriteLine(again);
    }
}
