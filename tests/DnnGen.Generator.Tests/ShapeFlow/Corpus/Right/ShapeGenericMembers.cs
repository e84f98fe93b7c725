// Annotations in generic types, methods, local functions, extension methods and indexers.
using System.Numerics;
using DnnGen;

static class Linear<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [return: Shape("r", "c")]
    public static Matrix<T> Product([Shape("r", "k")] Matrix<T> a, [Shape("k", "c")] Matrix<T> b) => a * b;
}

static class Program
{
    [return: Shape("n", "1")]
    static Matrix<T> Mean<T>([Shape("n", "m")] this Matrix<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => x.Column(0);

    static void Main()
    {
        var p = Linear<float>.Product(Matrix<float>.Zeros(2, 3), Matrix<float>.Zeros(3, 4));
        (p - p.Mean()).CopyFrom(Matrix<float>.Zeros(2, 4));
        Linear<double>.Product(Matrix<double>.Zeros(1, 9), Matrix<double>.Zeros(9, 1)).Mean().CopyFrom(Local(Matrix<double>.Zeros(1, 1)));

        [return: Shape("n", "n")]
        static Matrix<double> Local([Shape("n", "n")] Matrix<double> x) => x * x;
    }
}
