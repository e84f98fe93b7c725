// A sum has the shape of its left side.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 7);
        Small.Create(1).Predict(x + Matrix<float>.Zeros(4, 1)); // DNN1001 @ x + Matrix<float>.Zeros(4, 1): 4, 7, 3
    }
}
