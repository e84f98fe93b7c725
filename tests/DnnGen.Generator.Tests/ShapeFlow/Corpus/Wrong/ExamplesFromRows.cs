// Three examples and four labels on paper.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var x = Matrix<double>.FromRows(new double[,] { { 0, 0, 1 }, { 0, 1, 0 } });
        var y = Matrix<double>.FromRows(new double[,] { { 0, 1, 1, 0 } });
        Planar.Create(1).Fit(x, y, new() { Epochs = 1 }); // DNN1004 @ y: 4, 3
    }
}
