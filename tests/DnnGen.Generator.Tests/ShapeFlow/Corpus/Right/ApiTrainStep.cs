// A step on the whole set, with named arguments in another order.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        const int examples = 5;
        var net = Digits.Create(3);
        var ws = net.CreateWorkspace(examples);
        var cost = net.TrainStep(
            y: Matrix<float>.Zeros(Digits.OutputSize, examples),
            x: Matrix<float>.Zeros(rows: Digits.InputSize, columns: examples),
            ws: ws,
            learningRate: 0.1f);
        Console.WriteLine(cost);
    }
}
