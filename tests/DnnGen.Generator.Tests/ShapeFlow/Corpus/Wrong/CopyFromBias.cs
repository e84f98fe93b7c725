// The bias of another layer.
using DnnGen;

[Network(12288, 20, 7, 5, 1)]
public partial class CatClassifier;

static class Program
{
    static void Main()
    {
        var net = CatClassifier.Create(1);
        net.Parameters.b1.CopyFrom(net.Parameters.b2); // DNN1003 @ net.Parameters.b2: 20, 7, 1
    }
}
