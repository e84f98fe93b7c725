// A workspace for a hundred examples, and 209 of them.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(100);
        var x = Matrix<float>.Zeros(3, 209);
        net.Forward(x, ws); // DNN2001 @ ws: 209, 100
    }
}
