// One example at a time, by every kind of span that holds the right count.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var planar = Planar.Create(1);
        Span<double> output = stackalloc double[1];
        planar.Predict(stackalloc double[] { 0.5, 0.25 }, output);
        planar.Predict([1.0, 2.0], output);
        double one = planar.Predict(new double[2]);
        double[] four = [1, 2, 3, 4];
        one += planar.Predict(four.AsSpan(1, 2)) + planar.Predict(four.AsSpan()[2..]) + planar.Predict(four[..2]);
        var small = Small.Create(1);
        float[] scratch = new float[5];
        small.Predict(scratch.AsSpan(0, 3), scratch.AsSpan(3));
        small.Predict(scratch.AsSpan()[..^2], scratch.AsSpan().Slice(3, 2));
        Console.WriteLine(one + output[0]);
    }
}
