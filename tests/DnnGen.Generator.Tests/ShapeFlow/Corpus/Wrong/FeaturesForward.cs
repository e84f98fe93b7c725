// The first example of the design: one feature too few.
using DnnGen;

[Network(12288, 20, 7, 5, 1)]
public partial class CatClassifier;

static class Program
{
    static void Main()
    {
        var net = CatClassifier.Create(1);
        var ws = net.CreateWorkspace(209);
        net.Forward(Matrix<float>.Zeros(12287, 209), ws); // DNN1001 @ Matrix<float>.Zeros(12287, 209): CatClassifier, 12287, 209, 12288
    }
}
