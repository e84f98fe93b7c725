// The cost takes labels of OutputSize rows.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(5);
        net.Forward(Matrix<float>.Zeros(3, 5), ws);
        Console.WriteLine(net.Cost(Matrix<float>.Zeros(1, 5), ws)); // DNN1005 @ Matrix<float>.Zeros(1, 5): 1, 5, 2
    }
}
