// A slice that is one short.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        float[] data = new float[30];
        var net = Small.Create(1);
        net.Predict(data.AsSpan(3, 2), new float[2]); // DNN1008 @ data.AsSpan(3, 2): 2, 3
    }
}
