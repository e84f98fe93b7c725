// W −= α·dWᵀ.
using DnnGen;

static class Program
{
    static void Main()
    {
        var w = Matrix<double>.Zeros(3, 5);
        var dw = Matrix<double>.Zeros(5, 3);
        w -= 0.1 * dw; // DNN1003 @ w -= 0.1 * dw: 3, 5
        Console.WriteLine(w);
    }
}
