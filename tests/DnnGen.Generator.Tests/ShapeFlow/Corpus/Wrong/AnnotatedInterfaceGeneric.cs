// A generic interface, a default implementation and a constrained type parameter.
using System.Numerics;
using DnnGen;

interface ITransform<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [return: Shape("2", "m")]
    Matrix<T> Apply([Shape("3", "m")] Matrix<T> x) => Matrix<T>.Zeros(1, x.Columns); // DNN1007 @ Matrix<T>.Zeros(1, x.Columns): 1, m, 2

    static abstract Matrix<T> Make([Shape("n", "n")] Matrix<T> x);
}

class Project : ITransform<double>
{
    public static Matrix<double> Make(Matrix<double> x) => x * x;
}

static class Program
{
    static void Main()
    {
        Run<Project>(new Project());
        Project.Make(Matrix<double>.Zeros(2, 3)); // DNN1007 @ Matrix<double>.Zeros(2, 3): 2, 3
    }

    static void Run<T>(T transform)
        where T : ITransform<double>
    {
        T.Make(Matrix<double>.Zeros(4, 5)); // DNN1007 @ Matrix<double>.Zeros(4, 5): 4, 5
        transform.Apply(Matrix<double>.Zeros(7, 7)); // DNN1007 @ Matrix<double>.Zeros(7, 7): 7, 3
    }
}
