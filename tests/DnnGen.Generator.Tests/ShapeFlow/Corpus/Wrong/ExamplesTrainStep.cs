// x and y hold different numbers of examples.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(3, 209);
        var y = Matrix<float>.Zeros(2, 208);
        net.TrainStep(x, y, 0.1f, net.CreateWorkspace(209)); // DNN1004 @ y: 208, 209
    }
}
