// Annotations that are sums of names, which only all arguments together decide.
using DnnGen;

static class Program
{
    static void Main()
    {
        for (int n = 1; n < 4; n++)
        {
            Console.WriteLine(Stack(Matrix<float>.Zeros(n, 2), Matrix<float>.Zeros(2 * n, 2), Matrix<float>.Zeros(3 * n, 2)));
            Console.WriteLine(Pad(n + 1, Matrix<float>.Zeros(n + 2, n)));
        }

        Console.WriteLine(Pad(m: Matrix<float>.Zeros(4, 0), k: 3));
        Console.WriteLine(Any(Matrix<float>.Zeros(1, 2), Matrix<float>.Zeros(3, 2)));
    }

    static int Stack([Shape("n", "m")] Matrix<float> top, [Shape("2*n", "m")] Matrix<float> bottom, [Shape("3*n", "_")] Matrix<float> both) =>
        top.Rows + bottom.Rows - both.Rows;

    [return: Shape("k", "_")]
    static Matrix<float> Pad(int k, [Shape("k+1", "_")] Matrix<float> m) => m.SliceRows(1, k);

    static int Any([Shape("_", "m")] Matrix<float> x, [Shape("_", "m")] Matrix<float> y) => x.Rows * y.Rows;
}
