// A matrix minus its transpose.
using DnnGen;

static class Program
{
    static void Main()
    {
        var x = Matrix<double>.Zeros(3, 5);
        Console.WriteLine(x - x.Transpose()); // DNN1003 @ x - x.Transpose(): 3, 5
    }
}
