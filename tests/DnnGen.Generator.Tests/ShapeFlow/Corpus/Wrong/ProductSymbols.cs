// n columns against n + 1 rows: never equal.
using DnnGen;

static class Program
{
    static void Main() => Run(3);

    static void Run(int n)
    {
        var w = Matrix<double>.Zeros(2, n);
        var x = Matrix<double>.Zeros(n + 1, 4);
        Console.WriteLine(w * x); // DNN1002 @ w * x: n, n + 1
    }
}
