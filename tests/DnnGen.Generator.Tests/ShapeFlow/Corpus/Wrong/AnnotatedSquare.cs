// One name twice in one annotation.
using DnnGen;

static class Program
{
    static void Main() => Console.WriteLine(Square(Matrix<float>.Zeros(3, 4))); // DNN1007 @ Matrix<float>.Zeros(3, 4): 3, 4

    static Matrix<float> Square([Shape("n", "n")] Matrix<float> x) => x * x;
}
