// The sizes double; the partner doubles with them.
using DnnGen;

static class Program
{
    static void Main()
    {
        int n = 1;
        var x = Matrix<double>.Zeros(1, 1);
        for (int i = 0; i < 5; i++)
        {
            n *= 2;
            var next = Matrix<double>.Zeros(x.Rows * 2, x.Columns * 2);
            next.SliceRows(0, x.Rows).SliceColumns(0, x.Columns).CopyFrom(x);
            x = next;
            x.CopyFrom(Matrix<double>.Zeros(n, n));
        }
    }
}
