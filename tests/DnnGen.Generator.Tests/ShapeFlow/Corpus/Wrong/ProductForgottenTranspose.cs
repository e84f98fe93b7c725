// dW = dZ·A needs the transpose of A.
using DnnGen;

static class Program
{
    static void Main()
    {
        var dz = Matrix<double>.Zeros(5, 100);
        var a = Matrix<double>.Zeros(20, 100);
        var dw = dz * a; // DNN1002 @ dz * a: 100, 20
        Console.WriteLine(dw);
    }
}
