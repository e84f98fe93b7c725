// The second layer's weights before the first one's.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var z = net.Parameters.W1 * net.Parameters.W2; // DNN1002 @ net.Parameters.W1 * net.Parameters.W2: 3, 2
        Console.WriteLine(z);
    }
}
