// The labels of a network with one output.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Small.Create(1).CheckGradients(Matrix<float>.Zeros(3, 2), Matrix<float>.Zeros(1, 2)); // DNN1005 @ Matrix<float>.Zeros(1, 2): 1, 2
    }
}
