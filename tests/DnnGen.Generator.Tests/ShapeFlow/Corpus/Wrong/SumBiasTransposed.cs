// The bias was transposed by mistake.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var z = net.Parameters.W1 * Matrix<float>.Zeros(3, 7);
        Console.WriteLine(z + net.Parameters.b1.Transpose()); // DNN1003 @ z + net.Parameters.b1.Transpose(): 4, 7, 1
    }
}
