// Arrays whose length is in the type of their creation, ranges, and copies.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var net = Planar.Create(1);
        var three = new double[] { 1, 2, 3 };
        net.Predict(three[1..]);
        net.Predict(three.AsSpan(1));
        net.Predict(three.AsSpan(..^1));
        net.Predict(new ReadOnlySpan<double>(three, 1, 2));
        net.Predict(three.AsMemory(0, 2).Span);
        net.Predict(new ArraySegment<double>(three, 1, 2));
        const int from = 1, to = 3;
        net.Predict(three[from..to]);
        Range range = 0..2;
        net.Predict(three[range]);
        var pairs = new double[3, 2];
        net.Predict(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref pairs[1, 0], 2));
        double d = 1;
        net.Predict([d, d]);
        Span<double> output = [0];
        net.Predict((ReadOnlySpan<double>)[d, 2 * d], output);
    }
}
