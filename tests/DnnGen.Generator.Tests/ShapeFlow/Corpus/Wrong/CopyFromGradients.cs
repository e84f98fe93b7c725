// Gradients of W1 into W2.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(4);
        net.Parameters.W2.CopyFrom(ws.Gradients.W1); // DNN1003 @ ws.Gradients.W1: 2, 4, 3
    }
}
