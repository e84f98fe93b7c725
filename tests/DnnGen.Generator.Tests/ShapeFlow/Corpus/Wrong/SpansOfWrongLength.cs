// Spans of every origin.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Span<float> output = stackalloc float[2];
        ReadOnlySpan<float> four = [1, 2, 3, 4];
        net.Predict(four, output); // DNN1008 @ four: 4, 3
        net.Predict(four[..2], output); // DNN1008 @ four[..2]: 2, 3
        net.Predict(four.Slice(1), output[..1]); // DNN1008 @ output[..1]: 1, 2
        net.Predict([1, 2], output); // DNN1008 @ [1, 2]: 2, 3
        net.Predict(stackalloc float[5], output); // DNN1008 @ stackalloc float[5]: 5, 3
        float[] data = new float[6];
        net.Predict(data, output); // DNN1008 @ data: 6, 3
        net.Predict(data.AsSpan(2), output); // DNN1008 @ data.AsSpan(2): 4, 3
        net.Predict(data.AsSpan(0, 3), data); // DNN1008 @ data: 6, 2
        var whole = new ReadOnlySpan<float>(data, 1, 5);
        net.Predict(whole, output); // DNN1008 @ whole: 5, 3
        net.Predict(data.AsSpan()[^4..], new float[3]); // DNN1008 @ data.AsSpan()[^4..]: 4, 3 // DNN1008 @ new float[3]: 3, 2
    }
}
