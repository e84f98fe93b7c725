// Sizes that only callers know, and that differ whatever they are.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Widen(Small.Create(1), Matrix<float>.Zeros(3, 4), 5);

    static void Widen(Small net, Matrix<float> x, int m)
    {
        var y = Matrix<float>.Zeros(2, x.Columns + 1);
        var ws = net.CreateWorkspace(x.Columns + 1);
        net.TrainStep(x, y, 0.1f, ws); // DNN1004 @ y: x.Columns, x.Columns+1
        var z = Matrix<float>.Zeros(m, 2 * m) * Matrix<float>.Zeros(2 * m + 1, m); // DNN1002 @ Matrix<float>.Zeros(m, 2 * m) * Matrix<float>.Zeros(2 * m + 1, m): 2*m, 2*m+1
        Console.WriteLine(z);
    }
}
