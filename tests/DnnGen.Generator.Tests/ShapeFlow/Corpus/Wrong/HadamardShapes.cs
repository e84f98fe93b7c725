// Element by element over shapes that differ.
using DnnGen;

static class Program
{
    static void Main()
    {
        var a = Matrix<float>.Zeros(3, 5);
        var b = Matrix<float>.Zeros(5, 3);
        Console.WriteLine(Matrix.Hadamard(a, b)); // DNN1003 @ b: 3, 5
    }
}
