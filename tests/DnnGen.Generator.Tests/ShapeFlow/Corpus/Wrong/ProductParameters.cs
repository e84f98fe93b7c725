// A weight matrix of the network and data.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(4, 9);
        var z = net.Parameters.W1 * x + net.Parameters.b1; // DNN1002 @ net.Parameters.W1 * x: 4, 3
        Console.WriteLine(z);
    }
}
