// Spans of what is only known at run time, and of what is.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        float[] data = [1, 2, 3, 4, 5, 6];
        Span<float> output = stackalloc float[2];
        for (int i = 0; i < data.Length; i += 3)
        {
            net.Predict(data.AsSpan(i, 3), output);
            net.Predict(data.AsSpan()[i..(i + 3)], output);
        }

        ReadOnlySpan<float> rest = data;
        while (!rest.IsEmpty)
        {
            net.Predict(rest[..3], output);
            rest = rest[3..];
        }

        net.Predict(data.AsSpan(^3..), output);
        Span<float> window = data;
        window = window[1..4];
        net.Predict(window, output);
        net.Predict([.. data[..2], 7], output);
        Array.Resize(ref data, 3);
        net.Predict(data, output);
        int length = Environment.TickCount64 < 0 ? 2 : 3;
        Span<float> some = stackalloc float[length];
        net.Predict(some, output);
        net.Predict(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref data[0], 3), output);
    }
}
