// Named arguments in the other order.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var net = Digits.Create(1);
        var ws = net.CreateWorkspace(3);
        net.Forward(ws: ws, x: Matrix<float>.Zeros(columns: 784, rows: 3)); // DNN1001 @ Matrix<float>.Zeros(columns: 784, rows: 3): 3, 784
    }
}
