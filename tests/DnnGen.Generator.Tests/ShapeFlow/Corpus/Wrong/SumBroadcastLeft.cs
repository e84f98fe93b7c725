// Only the right side is spread over the columns.
using DnnGen;

static class Program
{
    static void Main()
    {
        var z = Matrix<float>.Zeros(3, 5);
        var b = Matrix<float>.Zeros(3, 1);
        Console.WriteLine(b + z); // DNN1003 @ b + z: 3, 1, 5
    }
}
