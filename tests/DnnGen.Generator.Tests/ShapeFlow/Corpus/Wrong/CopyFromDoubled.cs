// 2·n + 1 against 2·n.
using DnnGen;

static class Program
{
    static void Main() => Run(3);

    static void Run(int n)
    {
        var a = Matrix<double>.Zeros(2 * n + 1, n);
        a.CopyFrom(Matrix<double>.Zeros(n + n, n)); // DNN1003 @ Matrix<double>.Zeros(n + n, n): 2*n, 2*n + 1
    }
}
