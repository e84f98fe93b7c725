// What an encoder gives goes through a field, a method and a lambda to a decoder that takes less.
using DnnGen;

[Network(784, 128, 64)]
public partial class Encoder;

[Network(32, 128, 784)]
public partial class Narrow;

static class Program
{
    private static readonly Encoder encoder = Encoder.Create(1);

    static void Main()
    {
        var decoder = Narrow.Create(2);
        var images = Matrix<float>.Zeros(784, 5);
        var code = encoder.Predict(images);
        Func<Matrix<float>> decode = () => decoder.Predict(code); // DNN1001 @ code: Encoder, Narrow, 64, 5, 32
        Console.WriteLine(decode());
    }
}
