// Inner dimensions of a product.
using DnnGen;

static class Program
{
    static void Main()
    {
        var w = Matrix<float>.Zeros(2, 3);
        var x = Matrix<float>.Zeros(4, 5);
        var z = w * x; // DNN1002 @ w * x: 2, 3, 4, 5
        Console.WriteLine(z);
    }
}
