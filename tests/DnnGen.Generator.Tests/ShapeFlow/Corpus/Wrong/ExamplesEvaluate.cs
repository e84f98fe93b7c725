// Examples with labels of others: Evaluate.
using DnnGen;

[Network(2, 4, 1)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var net = Planar.Create(1);
        var y = Matrix<float>.Zeros(1, 100);
        net.Evaluate(Matrix<float>.Zeros(2, 400), y); // DNN1007 @ y: 400, 100
    }
}
