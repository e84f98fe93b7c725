// A weight matrix filled with its transpose.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        net.Parameters.W2.CopyFrom(Matrix<float>.Zeros(4, 2)); // DNN1003 @ Matrix<float>.Zeros(4, 2): 2, 4
    }
}
