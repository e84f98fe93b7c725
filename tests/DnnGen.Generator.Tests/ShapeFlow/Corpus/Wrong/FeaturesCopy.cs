// A copy, a Hadamard product, a scaled matrix.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 7);
        var copy = Matrix.Hadamard(x.Copy(), Matrix.Scale(2f, x));
        Small.Create(1).Predict(copy); // DNN1001 @ copy: 4, 7, 3
    }
}
