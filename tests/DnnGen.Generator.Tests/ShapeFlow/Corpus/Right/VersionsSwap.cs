// Numbers change places: what was n + 1 is now n.
using DnnGen;

static class Program
{
    static void Main() => Run(2, 3);

    static void Run(int n, int m)
    {
        var a = Matrix<double>.Zeros(n, m);
        (n, m) = (m, n);
        a.CopyFrom(Matrix<double>.Zeros(m, n));
        (n, m) = (m + 1, n + 1);
        a.CopyFrom(Matrix<double>.Zeros(n - 1, m - 1));
        int old = n;
        n = m;
        m = old;
        a.CopyFrom(Matrix<double>.Zeros(m - 1, n - 1));
    }
}
