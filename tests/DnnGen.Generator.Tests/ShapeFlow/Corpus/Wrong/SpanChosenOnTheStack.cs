// Stack memory of the same length by either way.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        bool wide = Environment.ProcessorCount > 0;
        Span<float> input = wide ? stackalloc float[4] : stackalloc float[4];
        Span<float> output = stackalloc float[2];
        net.Predict(input, output); // DNN1008 @ input: 4, 3
        ReadOnlySpan<float> constant = [1, 2, 3, 4, 5];
        net.Predict(constant[..3], output);
        net.Predict(constant[1..^2], output); // DNN1008 @ constant[1..^2]: 2, 3
    }
}
