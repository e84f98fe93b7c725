// Queries whose lambdas see another matrix in every turn.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(5, 8);
        Func<int> rows = () => net.Predict(x).Rows;
        x = Matrix<float>.Zeros(3, 8);
        Console.WriteLine(rows());
        var answers =
            from start in Enumerable.Range(0, 4)
            let batch = x.SliceColumns(2 * start, 2)
            where batch.Columns == 2
            select net.Predict(batch);
        Console.WriteLine(answers.Sum(answer => answer.Columns));
        var sizes = new[] { 5, 3 };
        foreach (var made in sizes.Select(size => Matrix<float>.Zeros(size, 1)).Where(made => made.Rows == 3))
        {
            Console.WriteLine(net.Predict(made));
        }
    }
}
