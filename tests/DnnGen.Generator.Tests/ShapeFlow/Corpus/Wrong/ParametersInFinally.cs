// Weights are put back in a finally, the wrong way round.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var saved = net.Parameters.W2.Copy();
        try
        {
            net.Parameters.W2.Fill(0);
        }
        finally
        {
            net.Parameters.W2.CopyFrom(saved.Transpose()); // DNN1003 @ saved.Transpose(): 2, 4
            net.Parameters.b1.CopyFrom(net.Parameters.b2); // DNN1003 @ net.Parameters.b2: 4, 2
        }
    }
}
