// Uphill.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        const float rate = -0.5f;
        net.TrainStep(Matrix<float>.Zeros(3, 2), Matrix<float>.Zeros(2, 2), rate, net.CreateWorkspace(2)); // DNN2003 @ rate: -0.5
    }
}
