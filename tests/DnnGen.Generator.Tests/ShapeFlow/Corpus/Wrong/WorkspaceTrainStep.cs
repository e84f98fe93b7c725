// The batch grew and the workspace did not.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        const int batch = 32;
        var net = Digits.Create(1);
        var ws = net.CreateWorkspace(batch);
        net.TrainStep(Matrix<float>.Zeros(784, 2 * batch), Matrix<float>.Zeros(10, 2 * batch), 0.1f, ws); // DNN2001 @ ws: 64, 32
    }
}
