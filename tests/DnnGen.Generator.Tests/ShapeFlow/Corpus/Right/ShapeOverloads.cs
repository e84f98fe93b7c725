// Overloads and optional parameters with other annotations.
using DnnGen;

static class Program
{
    static void Main()
    {
        Use(Matrix<float>.Zeros(3, 1));
        Use(Matrix<double>.Zeros(4, 1));
        Use(Matrix<float>.Zeros(5, 2), 5);
        Use(columns: 9, x: Matrix<float>.Zeros(2, 9), n: 2);
        Many(Matrix<float>.Zeros(1, 1), Matrix<float>.Zeros(2, 2));
    }

    static void Use([Shape("3", "1")] Matrix<float> x) => Console.WriteLine(x);

    static void Use([Shape("4", "1")] Matrix<double> x) => Console.WriteLine(x);

    static void Use([Shape("n", "columns")] Matrix<float> x, int n, int columns = 2) => Console.WriteLine(x.Rows * n * columns);

    static void Many(params Matrix<float>[] all) => Console.WriteLine(all.Length);
}
