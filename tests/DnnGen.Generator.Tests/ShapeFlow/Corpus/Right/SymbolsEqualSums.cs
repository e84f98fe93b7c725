// The same size, written in two ways.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(4, 3);

    static void Run(int n, int m)
    {
        var a = Matrix<float>.Zeros(2 * n + m, n - 1 + 1);
        var b = Matrix<float>.Zeros(n + m + n, n);
        a.CopyFrom(b);
        a.CopyFrom(Matrix<float>.Zeros((n << 1) + m, 2 * n - n));
        a.CopyFrom(Matrix<float>.Zeros(n * 2 - -m, -(-n)));
        int k = n;
        n = k + 1;
        Matrix<float>.Zeros(n, k).CopyFrom(Matrix<float>.Zeros(k + 1, n - 1));
        m *= 2;
        Matrix<float>.Zeros(m, 1).CopyFrom(Matrix<float>.Zeros(m / 2 + m / 2, 1));
        Matrix<float>.Zeros(n * m, m).CopyFrom(Matrix<float>.Zeros(m * n, m));
        Matrix<float>.Zeros((n + 1) * m, 1).CopyFrom(Matrix<float>.Zeros(n * m + m, 1));
    }
}
