// The name is bound by an argument that comes after the expression it occurs in.
using DnnGen;

static class Program
{
    static void Main()
    {
        Use(Matrix<float>.Zeros(9, 1), Matrix<float>.Zeros(4, 1));
        Run(Matrix<float>.Zeros(6, 1), 3);
    }

    static void Use([Shape("2*n+1", "1")] Matrix<float> x, [Shape("n", "1")] Matrix<float> y) => Console.WriteLine(x.Rows + y.Rows);

    static void Run([Shape("2*k", "1")] Matrix<float> x, int k) => x.CopyFrom(Matrix<float>.Zeros(k + k, 1));
}
