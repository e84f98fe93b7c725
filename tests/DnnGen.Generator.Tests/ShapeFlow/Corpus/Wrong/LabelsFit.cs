// Two classes in two rows for one output.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var x = Matrix<double>.Zeros(2, 5);
        Planar.Create(1).Fit(x, Matrix<double>.Zeros(2, 5), new() { Epochs = 1 }); // DNN1005 @ Matrix<double>.Zeros(2, 5): 2, 5, 1
    }
}
