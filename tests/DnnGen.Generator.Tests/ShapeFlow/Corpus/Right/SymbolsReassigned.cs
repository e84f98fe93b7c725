// The name stays, the number changes between two uses.
using DnnGen;

static class Program
{
    static void Main() => Run(3, 4);

    static void Run(int n, int m)
    {
        var a = Matrix<float>.Zeros(n, 2);
        n++;
        var b = Matrix<float>.Zeros(n - 1, 2);
        a.CopyFrom(b);
        n = m;
        var c = Matrix<float>.Zeros(n, 2);
        c.CopyFrom(Matrix<float>.Zeros(m, 2));
        m = 7;
        c.CopyFrom(Matrix<float>.Zeros(n, 2));
        n = Console.In.Peek() < -5 ? 1 : 2;
        Matrix<float>.Zeros(n, 1).CopyFrom(Matrix<float>.Zeros(2, 1));
    }
}
