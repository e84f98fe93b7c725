// Room for nine of ten outputs.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        Span<float> output = stackalloc float[9];
        Digits.Create(1).Predict(new float[784], output); // DNN1008 @ output: Digits, 9, 10
    }
}
