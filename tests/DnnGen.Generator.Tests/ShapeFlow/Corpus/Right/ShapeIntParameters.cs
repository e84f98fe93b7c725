// A name is the int parameter of that name.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(Make(3, 7));
        Use(4, Matrix<float>.Zeros(4, 5));
        Use(x: Matrix<float>.Zeros(2, 3), n: 2);
        int k = 3;
        Small.Create(1).Predict(Make(m: 1, n: k));
    }

    [return: Shape("n", "m")]
    static Matrix<float> Make(int n, int m = 2) => Matrix<float>.Zeros(n, m);

    static void Use(int n, [Shape("n", "n+1")] Matrix<float> x)
    {
        x.CopyFrom(Matrix<float>.Zeros(n, n + 1));
        n = 99;
        Console.WriteLine(x.Rows + n);
    }
}
