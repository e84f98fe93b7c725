// A Hadamard product spreads nothing.
using DnnGen;

static class Program
{
    static void Main()
    {
        var a = Matrix<float>.Zeros(3, 5);
        Console.WriteLine(Matrix.Hadamard(a, a.Column(0))); // DNN1003 @ a.Column(0): 3, 5, 1
    }
}
