// The product exists and has the wrong rows.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var w = Matrix<float>.Zeros(5, 3);
        var x = Matrix<float>.Zeros(3, 7);
        Small.Create(1).Predict(w * x); // DNN1001 @ w * x: 5, 7, 3
    }
}
