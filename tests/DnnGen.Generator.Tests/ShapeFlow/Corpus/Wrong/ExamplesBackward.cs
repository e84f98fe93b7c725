// Labels of one example too many for Backward.
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
        net.Forward(x, ws);
        net.Backward(x, Matrix<float>.Zeros(2, 7), ws); // DNN1004 @ Matrix<float>.Zeros(2, 7): 7, 6
    }
}
