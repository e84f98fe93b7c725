// x without its last column.
using DnnGen;

static class Program
{
    static void Main() => Run(Matrix<float>.Zeros(3, 4));

    static void Run(Matrix<float> x)
    {
        var head = x.SliceColumns(0, x.Columns - 1);
        Console.WriteLine(Matrix.Hadamard(x, head)); // DNN1003 @ head: x.Columns, x.Columns - 1
    }
}
