// "_" is any number, and another one each time.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Use(Matrix<float>.Zeros(3, 4), Matrix<float>.Zeros(5, 6));
        Console.WriteLine(Make(2).Rows);
        Small.Create(1).Predict(Make(3));
    }

    static void Use([Shape("_", "_")] Matrix<float> x, [Shape("_", "_")] Matrix<float> y) => Console.WriteLine(x.Rows + y.Columns);

    [return: Shape("_", "1")]
    static Matrix<float> Make(int n) => Matrix<float>.Zeros(n, 1);
}
