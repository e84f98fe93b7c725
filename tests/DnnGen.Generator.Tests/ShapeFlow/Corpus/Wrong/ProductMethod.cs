// Matrix.Multiply, the method behind the operator.
using DnnGen;

static class Program
{
    static void Main()
    {
        var w = Matrix<float>.Zeros(2, 3);
        var x = Matrix<float>.Zeros(4, 5);
        Console.WriteLine(Matrix.Multiply(w, x)); // DNN1002 @ Matrix.Multiply(w, x): 2, 3, 4, 5
    }
}
