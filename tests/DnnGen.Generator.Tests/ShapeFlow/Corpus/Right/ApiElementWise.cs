// Sum, difference, Hadamard and scaling; a (rows × 1) matrix on the right goes to every column.
using DnnGen;

static class Program
{
    static void Main()
    {
        var a = Matrix<float>.Zeros(3, 5);
        var b = Matrix<float>.Zeros(3, 1);
        var c = a + b - b - a;
        var d = Matrix.Hadamard(2f * c, c * 0.5f);
        var e = Matrix.Add(d, b);
        var f = Matrix.Subtract(e, -a);
        var g = Matrix.Scale(3f, b) + b;
        f.CopyFrom(Matrix.Multiply(f, Matrix<float>.Zeros(5, 5)));
        Console.WriteLine(g.Rows + f.Columns);
    }
}
