// Parameters of a network that are written by hand.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        net.Parameters.W1.CopyFrom(Matrix<float>.Zeros(3, 4)); // DNN1003 @ Matrix<float>.Zeros(3, 4): 4, 3
        net.Parameters.b1.CopyFrom(Matrix<float>.Zeros(1, 4)); // DNN1003 @ Matrix<float>.Zeros(1, 4): 4, 1
        var w2 = net.Parameters.W2;
        w2.CopyFrom(net.Parameters.W1.Transpose()); // DNN1003 @ net.Parameters.W1.Transpose(): 2, 4, 3
        var (w, b) = (net.Parameters.W1, net.Parameters.b2);
        var z = w * Matrix<float>.Zeros(3, 6) + b; // DNN1003 @ w * Matrix<float>.Zeros(3, 6) + b: 4, 6, 2, 1
        Console.WriteLine(z);
        var ws = net.CreateWorkspace(6);
        net.Forward(Matrix<float>.Zeros(3, 6), ws);
        w2.CopyFrom(w2 - 0.1f * ws.Gradients.W1); // DNN1003 @ w2 - 0.1f * ws.Gradients.W1: 2, 4, 3
        Console.WriteLine(w2 * w);
        Console.WriteLine(w * w2); // DNN1002 @ w * w2: 4, 3, 2
        Console.WriteLine(w * w); // DNN1002 @ w * w: 4, 3
    }
}
