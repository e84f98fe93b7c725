// One name, two numbers, in one call.
using DnnGen;

static class Program
{
    static void Main() => Console.WriteLine(Dot(Matrix<float>.Zeros(1, 4), Matrix<float>.Zeros(5, 1))); // DNN1007 @ Matrix<float>.Zeros(5, 1): 4, 5

    static Matrix<float> Dot([Shape("1", "k")] Matrix<float> a, [Shape("k", "1")] Matrix<float> b) => a * b;
}
