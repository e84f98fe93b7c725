// Lengths that change or cannot be known.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main() => Run(2, [1.0]);

    static void Run(int n, double[] given)
    {
        var net = Planar.Create(1);
        double[] a = new double[5];
        Array.Resize(ref a, 2);
        net.Predict(a);
        a = [.. given, 2.0];
        net.Predict(a);
        net.Predict([.. given, .. given]);
        Span<double> span = stackalloc double[7];
        span = span[..n];
        net.Predict(span);
        span = new double[9];
        span = span.Slice(9 - n);
        net.Predict(span, span[..1]);
        net.Predict(n > 2 ? new double[9] : new double[2]);
        net.Predict(new[] { 1.0, 2, 3 }.Where(v => v < 3).ToArray());
        net.Predict(net.Parameters.AsSpan().Slice(1, 2));
        net.Predict(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(new byte[16]));
    }
}
