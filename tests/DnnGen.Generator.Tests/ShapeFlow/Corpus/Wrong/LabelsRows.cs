// Class numbers where ten rows of probabilities are due.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var net = Digits.Create(1);
        var x = Matrix<float>.Zeros(784, 5);
        var y = Matrix<float>.Zeros(1, 5);
        net.TrainStep(x, y, 0.1f, net.CreateWorkspace(5)); // DNN1005 @ y: Digits, 1, 5, 10
    }
}
