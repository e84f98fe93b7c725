// x·W instead of W·x.
using DnnGen;

static class Program
{
    static void Main()
    {
        var w = Matrix<float>.Zeros(2, 3);
        var x = Matrix<float>.Zeros(3, 5);
        Console.WriteLine(w * x);
        Console.WriteLine(x * w); // DNN1002 @ x * w: 3, 5, 2
    }
}
