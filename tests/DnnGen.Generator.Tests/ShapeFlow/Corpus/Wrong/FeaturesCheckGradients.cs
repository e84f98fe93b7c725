// Examples in rows instead of columns.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var x = Matrix<double>.Zeros(5, 2);
        Planar.Create(1).CheckGradients(x, Matrix<double>.Zeros(1, 2)); // DNN1001 @ x: 5, 2
    }
}
