// A loop of gotos that leaves the size as it is.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        int round = 0;
        var x = Matrix<float>.Zeros(5, 7);
    again:
        x = 0.5f * x + x;
        if (++round < 3)
        {
            goto again;
        }

        Console.WriteLine(net.Predict(x)); // DNN1001 @ x: 5, 7, 3
    }
}
