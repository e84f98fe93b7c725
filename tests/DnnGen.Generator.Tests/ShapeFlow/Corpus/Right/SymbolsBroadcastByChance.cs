// n − 1 columns are not n; but one column fits any number of them.
using DnnGen;

static class Program
{
    static void Main()
    {
        Run(2, Matrix<float>.Zeros(3, 2));
        Grow(1);
    }

    static void Run(int n, Matrix<float> x)
    {
        var a = Matrix<float>.Zeros(3, n);
        var b = Matrix<float>.Zeros(3, n - 1);
        var sum = a + b;
        var difference = x - x.SliceColumns(1, x.Columns - 1);
        sum.CopyFrom(difference);
    }

    static void Grow(int n) => (Matrix<double>.Zeros(4, n + 5) + Matrix<double>.Zeros(4, n)).CopyFrom(Matrix<double>.Zeros(4, 6));
}
