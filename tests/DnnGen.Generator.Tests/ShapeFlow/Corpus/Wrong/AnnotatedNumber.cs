// A number in the annotation.
using DnnGen;

static class Program
{
    static void Main() => Use(Matrix<float>.Zeros(4, 2)); // DNN1007 @ Matrix<float>.Zeros(4, 2): 4, 3

    static Matrix<float> Use([Shape("3", "m")] Matrix<float> x) => Matrix<float>.Zeros(1, 3) * x;
}
