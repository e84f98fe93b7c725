// One wrong matrix, used twice.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        var net = Small.Create(1);
        net.Predict(x); // DNN1001 @ x: 4, 2, 3
        net.Forward(x, net.CreateWorkspace(2)); // DNN1001 @ x: 4, 2, 3
    }
}
