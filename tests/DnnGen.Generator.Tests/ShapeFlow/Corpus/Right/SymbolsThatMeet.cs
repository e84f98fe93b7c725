// Sizes that only callers know, and that fit whenever the caller is right.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Join(Small.Create(1), Matrix<float>.Zeros(3, 4), Matrix<float>.Zeros(3, 2), 2);

    static void Join(Small net, Matrix<float> left, Matrix<float> right, int n)
    {
        var joined = Matrix<float>.Zeros(left.Rows, left.Columns + right.Columns);
        joined.SliceColumns(0, left.Columns).CopyFrom(left);
        joined.SliceColumns(left.Columns, right.Columns).CopyFrom(right);
        net.TrainStep(joined, Matrix<float>.Zeros(2, right.Columns + left.Columns), 0.1f, net.CreateWorkspace(joined.Columns));
        Console.WriteLine(Matrix<float>.Zeros(n, (n + 1) * (n - 1)) * Matrix<float>.Zeros((n * n) - 1, n));
        Console.WriteLine(left.SliceColumns(0, n) + right);
        var square = left * left.Transpose();
        Console.WriteLine(square + (right * right.Transpose()));
    }
}
