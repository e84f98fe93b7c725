// Products and sums of a layer by hand.
using DnnGen;

static class Program
{
    static void Main()
    {
        var x = Matrix<double>.Zeros(2, 400);
        var w1 = Matrix<double>.Zeros(4, 2);
        var b1 = Matrix<double>.Zeros(4, 1);
        var w2 = Matrix<double>.Zeros(1, 4);
        var z1 = w1 * x + b1;
        var wrong = x * w1; // DNN1002 @ x * w1: 2, 400, 4
        var z2 = w2 * z1 + b1; // DNN1003 @ w2 * z1 + b1: 1, 400, 4
        var dz2 = z2 - Matrix<double>.Zeros(1, 399); // DNN1003 @ z2 - Matrix<double>.Zeros(1, 399): 1, 400, 399
        var dw2 = 1.0 / 400 * (z2 * z1.Transpose());
        w2 -= dw2.Transpose(); // DNN1003 @ w2 -= dw2.Transpose(): 1, 4
        var dz1 = Matrix.Hadamard(w2.Transpose() * z2, z1.Transpose()); // DNN1003 @ z1.Transpose(): 4, 400
        Console.WriteLine((wrong, dz2, dz1));
    }
}
