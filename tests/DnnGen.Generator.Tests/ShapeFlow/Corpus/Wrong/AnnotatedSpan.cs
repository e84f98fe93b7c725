// The length of a span and of an array.
using DnnGen;

static class Program
{
    static void Main() => Use(new double[3], [1, 2]); // DNN1007 @ [1, 2]: 2, 3

    static void Use([Shape("n")] ReadOnlySpan<double> x, [Shape("n")] double[] y) =>
        Matrix<double>.Zeros(x.Length, 1).CopyFrom(Matrix<double>.Zeros(y.Length, 1));
}
