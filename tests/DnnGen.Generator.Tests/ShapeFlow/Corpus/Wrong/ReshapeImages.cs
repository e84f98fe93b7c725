// Images of 28 × 28 are not of 32 × 32.
using DnnGen;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(784, 10);
        Console.WriteLine(x.SliceColumns(0, 2).Reshape(32, 64)); // DNN1006 @ x.SliceColumns(0, 2).Reshape(32, 64): 1568, 32, 64, 2048
    }
}
