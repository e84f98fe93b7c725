// Products that fit by the names of their sizes.
using DnnGen;

static class Program
{
    static void Main() => Run(2, 3, 4, 5);

    static void Run(int n, int k, int m, int p)
    {
        var w = Matrix<double>.Zeros(n, k);
        var x = Matrix<double>.Zeros(k, m);
        var v = Matrix<double>.Zeros(p, n);
        var z = v * (w * x);
        var zz = v * w * x + Matrix<double>.Zeros(p, 1);
        var back = w.Transpose() * v.Transpose() * z;
        (z - zz).CopyFrom(z);
        back.CopyFrom(x);
        var gram = x * x.Transpose() + Matrix<double>.Zeros(x.Rows, k);
        gram.CopyFrom(w.Transpose() * w);
    }
}
