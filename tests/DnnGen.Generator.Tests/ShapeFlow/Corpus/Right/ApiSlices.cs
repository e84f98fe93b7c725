// Slices that lie inside, at the edges, and are empty.
using DnnGen;

static class Program
{
    static void Main()
    {
        var x = Matrix<double>.Zeros(4, 6);
        var head = x.SliceColumns(0, 2);
        var tail = x.SliceColumns(start: 2, count: 4);
        var none = x.SliceColumns(6, 0);
        var rows = x.SliceRows(1, 3);
        var sum = head + tail.SliceColumns(2, 2);
        var product = rows * x.Transpose();
        product.CopyFrom(Matrix<double>.Zeros(3, 4));
        x.Row(0).CopyFrom(Matrix<double>.Zeros(1, 6));
        x.Column(5).CopyFrom(sum.Column(1));
        Console.WriteLine(none.Columns);
    }
}
