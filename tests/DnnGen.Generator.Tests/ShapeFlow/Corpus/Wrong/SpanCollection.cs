// A collection expression of three.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        Console.WriteLine(Planar.Create(1).Predict([1.0, 2.0, 3.0])); // DNN1008 @ [1.0, 2.0, 3.0]: 3, 2
    }
}
