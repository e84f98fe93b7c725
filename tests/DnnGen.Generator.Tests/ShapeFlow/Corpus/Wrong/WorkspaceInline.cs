// Created in the argument list.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        net.Forward(Matrix<float>.Zeros(3, 2), net.CreateWorkspace(1)); // DNN2001 @ net.CreateWorkspace(1): 2, 1
    }
}
