// Two shapes that differ in the columns, and neither is one.
using DnnGen;

static class Program
{
    static void Main()
    {
        var a = Matrix<float>.Zeros(3, 5);
        var b = Matrix<float>.Zeros(3, 4);
        var c = a + b; // DNN1003 @ a + b: 3, 5, 4
        Console.WriteLine(c);
    }
}
