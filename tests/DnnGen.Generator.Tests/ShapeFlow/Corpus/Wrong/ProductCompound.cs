// x *= w.
using DnnGen;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(2, 3);
        x *= Matrix<float>.Zeros(2, 3); // DNN1002 @ x *= Matrix<float>.Zeros(2, 3): 3, 2
        Console.WriteLine(x);
    }
}
