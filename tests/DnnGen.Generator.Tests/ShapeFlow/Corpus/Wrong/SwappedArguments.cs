// x and y taken for each other.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(3, 6);
        var y = Matrix<float>.Zeros(2, 6);
        net.TrainStep(y, x, 0.1f, net.CreateWorkspace(6)); // DNN1001 @ y: 2, 6, 3 // DNN1005 @ x: 3, 6, 2
    }
}
