// Only the right side is spread; a bias from a slice, a column, a transposed row.
using DnnGen;

static class Program
{
    static void Main() => Run(Matrix<double>.Zeros(3, 4), Matrix<double>.Zeros(1, 3));

    static void Run(Matrix<double> x, Matrix<double> row)
    {
        var z = x + x.Column(0);
        z -= x.SliceColumns(2, 1);
        z += row.Transpose();
        z = z + Matrix<double>.Zeros(x.Rows, 1) - row.Row(0).Transpose();
        z += z;
        z.CopyFrom(x);
        var narrow = x.Column(1) + x.Column(2);
        narrow.CopyFrom(narrow + narrow);
    }
}
