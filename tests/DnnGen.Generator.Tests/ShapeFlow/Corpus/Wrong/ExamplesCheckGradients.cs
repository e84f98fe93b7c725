// The gradient check takes as many labels as examples.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var x = Matrix<double>.Zeros(2, 5);
        Planar.Create(1).CheckGradients(x.SliceColumns(0, 3), Matrix<double>.Zeros(1, 5)); // DNN1004 @ Matrix<double>.Zeros(1, 5): 5, 3
    }
}
