// A variable that is declared anew in every turn, and kept in a matrix from the last.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static int next = 5;

    static bool TryNext(out int n) => (n = --next) > 1;

    static void Main()
    {
        var kept = Matrix<double>.Zeros(5, 1);
        while (TryNext(out int n))
        {
            kept.CopyFrom(Matrix<double>.Zeros(n + 1, 1));
            kept = Matrix<double>.Zeros(n, 1);
        }

        if (TryNext(out var a) | !TryNext(out var b))
        {
            Matrix<double>.Zeros(a, 1).CopyFrom(Matrix<double>.Zeros(b + 1, 1));
        }
    }
}
