// Annotated parameters: numbers, names, expressions, any.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Use(Matrix<float>.Zeros(3, 4), Matrix<float>.Zeros(6, 4), Matrix<float>.Zeros(4, 5), Matrix<float>.Zeros(9, 1));
        Use(Matrix<float>.Zeros(3, 0), Matrix<float>.Zeros(6, 0), Matrix<float>.Zeros(4, 1), default);
        Pair(Matrix<float>.Zeros(2, 7), Matrix<float>.Zeros(7, 2));
        Pair(y: Matrix<float>.Zeros(7, 2), x: Matrix<float>.Zeros(2, 7));
    }

    static void Use(
        [Shape("3", "m")] Matrix<float> x,
        [Shape("2*3", "m")] Matrix<float> y,
        [Shape("4", "m+1")] Matrix<float> z,
        [Shape("_", "_")] Matrix<float> any)
    {
        Small.Create(1).Predict(x);
        y.CopyFrom(Matrix<float>.Zeros(6, x.Columns));
        Console.WriteLine(any);
        if (z.Columns > x.Columns)
        {
            return;
        }
    }

    static void Pair([Shape("n", "m")] Matrix<float> x, [Shape("m", "n")] Matrix<float> y) => Console.WriteLine((x * y).Rows);
}
