// Exchanged by deconstruction.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 5);
        var y = Matrix<float>.Zeros(2, 5);
        (x, y) = (y, x);
        Small.Create(1).Predict(x); // DNN1001 @ x: 2, 5, 3
    }
}
