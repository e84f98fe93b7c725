// Rows on paper: two of them.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.FromRows(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Small.Create(1).Predict(x); // DNN1001 @ x: 2, 3
    }
}
