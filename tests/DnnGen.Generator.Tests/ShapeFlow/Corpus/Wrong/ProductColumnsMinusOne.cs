// A column was cut off on the left and none on the right.
using DnnGen;

static class Program
{
    static void Main() => Run(Matrix<double>.Zeros(3, 4));

    static void Run(Matrix<double> x)
    {
        var cut = x.SliceColumns(0, x.Columns - 1);
        Console.WriteLine(cut * x.Transpose()); // DNN1002 @ cut * x.Transpose(): x.Columns, x.Columns - 1
    }
}
