// The second product of a chain; the first one gives (2 × 5).
using DnnGen;

static class Program
{
    static void Main()
    {
        var a = Matrix<float>.Zeros(2, 3);
        var b = Matrix<float>.Zeros(3, 5);
        var c = Matrix<float>.Zeros(4, 1);
        var z = a * b * c; // DNN1002 @ a * b * c: 2, 5, 4, 1
        Console.WriteLine(z);
    }
}
