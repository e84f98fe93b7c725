// x given twice.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(5);
        var x = Matrix<float>.Zeros(3, 5);
        net.Forward(x, ws);
        net.Backward(x, y: x, ws); // DNN1005 @ x: 3, 5, 2
    }
}
