// A step in double precision.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var net = Planar.Create(1);
        var x = Matrix<double>.Zeros(3, 10);
        var y = Matrix<double>.Zeros(1, 10);
        net.TrainStep(x, y, 0.1, net.CreateWorkspace(10)); // DNN1001 @ x: Planar, 3, 10, 2
    }
}
