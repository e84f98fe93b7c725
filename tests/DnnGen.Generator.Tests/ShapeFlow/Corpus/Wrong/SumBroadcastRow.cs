// A row is not spread over the rows.
using DnnGen;

static class Program
{
    static void Main()
    {
        var z = Matrix<float>.Zeros(3, 5);
        Console.WriteLine(z + z.Row(0)); // DNN1003 @ z + z.Row(0): 3, 5, 1
    }
}
