// The number of examples is anyone's; the rows are not.
using DnnGen;

[Network(784, 64, Output = Activation.Tanh)]
public partial class Encoder;

[Network(32, 784)]
public partial class NarrowDecoder;

static class Program
{
    static void Main() => Run(Matrix<float>.Zeros(784, 3));

    static void Run(Matrix<float> x)
    {
        var code = Encoder.Create(1).Predict(x);
        NarrowDecoder.Create(1).Predict(code); // DNN1001 @ code: 64, x.Columns, 32
    }
}
