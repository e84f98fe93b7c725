// The same expression, spaced and ordered otherwise; names like keywords and with letters of any alphabet.
using DnnGen;

static class Program
{
    static void Main()
    {
        A(Matrix<float>.Zeros(7, 2), Matrix<float>.Zeros(3, 4));
        B(Matrix<float>.Zeros(5, 5));
    }

    static void A([Shape(" 2 * n + 1", "m ")] Matrix<float> x, [Shape("n", "2*m")] Matrix<float> y) => Console.WriteLine(x.Rows + y.Rows);

    static void B([Shape("größe", "größe")] Matrix<float> x) => Console.WriteLine(x);
}
