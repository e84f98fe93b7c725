// A bias for another layer.
using DnnGen;

static class Program
{
    static void Main()
    {
        var z = Matrix<float>.Zeros(3, 5);
        var b = Matrix<float>.Zeros(4, 1);
        Console.WriteLine(z + b); // DNN1003 @ z + b: 3, 5, 4, 1
    }
}
