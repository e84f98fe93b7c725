// A loop of labels, and a local that is declared inside of it.
using DnnGen;

static class Program
{
    static void Main()
    {
        int left = 3;
        Matrix<double> kept = default;
    again:
        int n = left * 2;
        if (kept.Rows > 0)
        {
            kept.CopyFrom(Matrix<double>.Zeros(n + 2, 1));
        }

        kept = Matrix<double>.Zeros(n, 1);
        if (--left > 0)
        {
            goto again;
        }
    }
}
