// x.Columns against x.Columns − 1.
using DnnGen;

static class Program
{
    static void Main() => Run(Matrix<double>.Zeros(3, 4));

    static void Run(Matrix<double> x)
    {
        var copy = Matrix<double>.Zeros(x.Rows, x.Columns - 1);
        copy.CopyFrom(x); // DNN1003 @ x: x.Columns, x.Columns - 1
    }
}
