// Back and forth: every shape holds the same count.
using DnnGen;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(28 * 28, 10);
        var images = x.Reshape(28, 28 * 10);
        var back = images.Reshape(784, 10);
        var flat = back.Transpose().Reshape(1, 7840).Reshape(7840, 1);
        x.CopyFrom(flat.Reshape(784, 10));
        (x + back).Reshape(x.Columns, x.Rows).CopyFrom(x.Transpose());
        Console.WriteLine(x.Reshape(2, x.Rows * x.Columns / 2));
    }
}
