// One row too many for every n.
using DnnGen;

static class Program
{
    static void Main() => Matrix<double>.Zeros(3, 2).CopyFrom(Pad(Matrix<double>.Zeros(3, 2)));

    [return: Shape("n", "m")]
    static Matrix<double> Pad([Shape("n", "m")] Matrix<double> x) => Matrix<double>.Zeros(x.Rows + 1, x.Columns); // DNN1007 @ Matrix<double>.Zeros(x.Rows + 1, x.Columns): n, n + 1
}
