// Queries over sizes and matrices.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var outputs = Enumerable.Range(1, 3).Select(m => Matrix<float>.Zeros(3, m)).Select(net.Predict).ToList();
        var total = outputs.Aggregate(Matrix<float>.Zeros(2, 1), (sum, next) => sum + next.SliceColumns(0, 1));
        var query = from m in new[] { 2, 3, 4 }
                    let x = Matrix<float>.Zeros(m, 5)
                    where x.Rows == 3
                    select net.Predict(x);
        Console.WriteLine(query.Single().Columns + total.Columns);
        var w = new[] { 5, 3, 2 }.Zip(new[] { 3, 2 }, (rows, columns) => Matrix<float>.Zeros(rows, columns)).ToArray();
        Console.WriteLine((w[0] * Matrix<float>.Zeros(3, 1)).Rows);
    }
}
