// The same name, and in between it grew.
using DnnGen;

static class Program
{
    static void Main() => Run(3);

    static void Run(int n)
    {
        var a = Matrix<double>.Zeros(n, 2);
        n++;
        Console.WriteLine(a - Matrix<double>.Zeros(n, 2)); // DNN1003 @ a - Matrix<double>.Zeros(n, 2): n, n + 1
    }
}
