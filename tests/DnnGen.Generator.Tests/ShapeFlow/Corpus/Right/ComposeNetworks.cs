// The code of one network is the input of the next.
using DnnGen;

[Network(784, 64, Output = Activation.Tanh)]
public partial class Encoder;

[Network(64, 784)]
public partial class Decoder;

static class Program
{
    static void Main()
    {
        var encoder = Encoder.Create(1);
        var decoder = Decoder.Create(2);
        var x = Matrix<float>.Zeros(784, 3);
        var code = encoder.Predict(x);
        var again = decoder.Predict(code) - x;
        var ws = encoder.CreateWorkspace(3);
        var view = encoder.Forward(x, ws);
        Console.WriteLine(decoder.TrainStep(view, x, 0.1f, decoder.CreateWorkspace(3)));
        Span<float> latent = stackalloc float[Encoder.OutputSize];
        encoder.Predict(new float[784], latent);
        decoder.Predict(latent, new float[Decoder.OutputSize]);
        Console.WriteLine(again.Rows + decoder.Predict(encoder.Predict(decoder.Predict(code))).Rows);
    }
}
