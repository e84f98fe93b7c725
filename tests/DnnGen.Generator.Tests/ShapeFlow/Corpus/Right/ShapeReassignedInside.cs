// Inside, the parameter is a variable: it may hold another shape later, and its names still mean the old one.
using DnnGen;

static class Program
{
    static void Main() => Use(Matrix<double>.Zeros(2, 3), 2).CopyFrom(Matrix<double>.Zeros(2, 3));

    [return: Shape("n", "m")]
    static Matrix<double> Use([Shape("n", "m")] Matrix<double> x, int n)
    {
        var kept = x;
        x = x.SliceColumns(0, x.Columns - 1).Transpose();
        Console.WriteLine(x * kept);
        n += 7;
        x = Matrix<double>.Zeros(n, 1);
        return x.SliceRows(0, kept.Rows) + kept.Column(0) is { Rows: > 99 } far ? far : kept;
    }
}
