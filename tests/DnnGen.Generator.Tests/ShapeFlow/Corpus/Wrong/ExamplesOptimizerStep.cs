// A step of an optimizer with labels of other examples.
using DnnGen;

[Network(2, 4, 1)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var net = Planar.Create(1);
        var optimizer = Optimizer.Adam().CreateState(net.Parameters);
        var y = Matrix<float>.Zeros(1, 100);
        net.TrainStep(Matrix<float>.Zeros(2, 400), y, optimizer, net.CreateWorkspace(400)); // DNN1007 @ y: 400, 100
    }
}
