// Forward had the right x, Backward has another.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(6);
        var x = Matrix<float>.Zeros(3, 6);
        var y = Matrix<float>.Zeros(2, 6);
        net.Forward(x, ws);
        net.Backward(Matrix<float>.Zeros(4, 6), y, ws); // DNN1001 @ Matrix<float>.Zeros(4, 6): 4, 6, 3
    }
}
