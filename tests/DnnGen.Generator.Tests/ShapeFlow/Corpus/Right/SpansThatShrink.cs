// Spans that become shorter in a loop, until they fit.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        ReadOnlySpan<float> rest = new float[9];
        Span<float> output = stackalloc float[2];
        while (rest.Length > 0)
        {
            net.Predict(rest[..3], output);
            rest = rest[3..];
            if (rest.Length == 3)
            {
                net.Predict(rest, output);
            }
        }

        float[] shared = System.Buffers.ArrayPool<float>.Shared.Rent(3);
        net.Predict(shared.AsSpan(0, 3), output);
        System.Buffers.ArrayPool<float>.Shared.Return(shared);
        Span<float> joined = [.. output, output[0]];
        net.Predict(joined, output);
        Memory<float> memory = new float[12].AsMemory(4, 3);
        net.Predict(memory.Span, output);
    }
}
