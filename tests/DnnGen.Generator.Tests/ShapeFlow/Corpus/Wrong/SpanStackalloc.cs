// Three numbers on the stack for two features.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        Span<double> example = stackalloc double[3];
        Console.WriteLine(Planar.Create(1).Predict(example)); // DNN1008 @ example: Planar, 3, 2
    }
}
