// Matrix.Add and Matrix.Subtract: the second argument does not fit the first.
using DnnGen;

static class Program
{
    static void Main()
    {
        var a = Matrix<float>.Zeros(3, 5);
        Console.WriteLine(Matrix.Subtract(a, Matrix<float>.Zeros(5, 5))); // DNN1003 @ Matrix<float>.Zeros(5, 5): 3, 5
    }
}
