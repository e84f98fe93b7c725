// The size is that of another matrix, which is known.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var w = Matrix<float>.Zeros(4, 7);
        var x = Matrix<float>.Zeros(w.Rows, w.Columns + 1);
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 8, 3
    }
}
