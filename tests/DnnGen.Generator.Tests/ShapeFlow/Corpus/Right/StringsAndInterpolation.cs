// Assignments inside of interpolations, indexers and arguments that are evaluated from left to right.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 1);
        Console.WriteLine($"{(x = Matrix<float>.Zeros(3, 1)).Rows} {Small.Create(1).Predict(x)}");
        Use(x, x = Matrix<float>.Zeros(4, 1), x.SliceRows(0, 3));
        x[(x = Matrix<float>.Zeros(3, 2)).Columns, 0] += 1;
        Small.Create(1).Predict(x);
    }

    static void Use(Matrix<float> a, Matrix<float> b, Matrix<float> c) => Console.WriteLine(Small.Create(1).Predict(a + c).Rows + b.Rows);
}
