// The product inside of an affine expression.
using DnnGen;

static class Program
{
    static void Main()
    {
        var w = Matrix<float>.Zeros(2, 3);
        var x = Matrix<float>.Zeros(2, 5);
        var z = w * x + Matrix<float>.Zeros(2, 1); // DNN1002 @ w * x: 3, 2
        Console.WriteLine(z);
    }
}
