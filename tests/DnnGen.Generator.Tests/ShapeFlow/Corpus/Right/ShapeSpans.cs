// Lengths of spans and arrays.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        double[] a = [1, 2];
        Console.WriteLine(Use(a, new double[3], stackalloc double[5]));
        Console.WriteLine(Use([1, 2], [1], a.AsSpan(0, 0)) + Planar.Create(1).Predict(Pair()));
    }

    static int Use([Shape("2")] ReadOnlySpan<double> x, [Shape("n")] double[] y, [Shape("_")] Span<double> z) =>
        y.Length + z.Length + (int)Planar.Create(1).Predict(x);

    [return: Shape("2")]
    static double[] Pair() => new double[] { 3, 4 };
}
