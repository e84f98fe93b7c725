// The matrices of a workspace have the columns of the last forward pass, which changes.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(8);
        var first = net.Forward(Matrix<float>.Zeros(3, 8), ws);
        var before = ws.A1;
        net.Forward(Matrix<float>.Zeros(3, 5), ws);
        var after = ws.A1;
        before.CopyFrom(Matrix<float>.Zeros(4, 8));
        after.CopyFrom(Matrix<float>.Zeros(4, 5));
        (ws.AL - Matrix<float>.Zeros(2, 5)).CopyFrom(ws.AL);
        first.CopyFrom(Matrix<float>.Zeros(2, 8));
        Console.WriteLine(net.Cost(Matrix<float>.Zeros(2, 5), ws) + ws.Examples);
    }
}
