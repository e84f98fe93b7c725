// Rows n against n + 1.
using DnnGen;

static class Program
{
    static void Main() => Run(3, 4);

    static void Run(int n, int m)
    {
        var a = Matrix<double>.Zeros(n, m);
        var b = Matrix<double>.Zeros(n + 1, m);
        Console.WriteLine(a + b); // DNN1003 @ a + b: n, n + 1, m
    }
}
