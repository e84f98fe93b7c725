// The program makes sure before it goes on.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(Matrix<float>.Zeros(3, 2), 3, 2);

    static void Run(Matrix<float> x, int n, int m)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Rows, Small.InputSize);
        if (n != 3 || m + 1 != x.Rows)
        {
            throw new ArgumentException("sizes");
        }

        var net = Small.Create(1);
        net.Predict(Matrix<float>.Zeros(n, m));
        net.Predict(x).CopyFrom(Matrix<float>.Zeros(m, x.Columns));
        System.Diagnostics.Debug.Assert(n == 3);
        (Matrix<float>.Zeros(n, n) * x).CopyFrom(x);
    }
}
