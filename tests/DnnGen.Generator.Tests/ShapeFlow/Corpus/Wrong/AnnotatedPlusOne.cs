// n+1, where n is bound by the first argument.
using DnnGen;

static class Program
{
    static void Main() => Use(Matrix<float>.Zeros(3, 1), Matrix<float>.Zeros(3, 1)); // DNN1007 @ Matrix<float>.Zeros(3, 1): 3, 4

    static void Use([Shape("n", "_")] Matrix<float> x, [Shape("n+1", "_")] Matrix<float> y) => x.CopyFrom(y.SliceRows(1, y.Rows - 1));
}
