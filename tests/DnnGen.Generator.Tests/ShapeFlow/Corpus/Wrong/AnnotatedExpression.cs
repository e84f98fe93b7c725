// 2*n of an int parameter n.
using DnnGen;

static class Program
{
    static void Main() => Use(3, Matrix<float>.Zeros(5, 1)); // DNN1007 @ Matrix<float>.Zeros(5, 1): 5, 6

    static void Use(int n, [Shape("2*n", "1")] Matrix<float> x) => x.CopyFrom(Matrix<float>.Zeros(2 * n, 1));
}
