// Ranges: from 1 to the end of five are four.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        float[] data = { 1, 2, 3, 4, 5 };
        var net = Small.Create(1);
        net.Predict(data.AsSpan()[1..], stackalloc float[2]); // DNN1008 @ data.AsSpan()[1..]: 4, 3
    }
}
