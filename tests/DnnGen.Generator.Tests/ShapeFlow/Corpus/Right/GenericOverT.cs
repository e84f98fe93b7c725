// One class for both number types, and matrices of a type parameter.
using System.Numerics;
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

[Network(3, 4, 1, Precision = Precision.Double)]
public partial class Precise;

class Scaler<T>(Matrix<T> mean)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static readonly Matrix<T> Empty = Matrix<T>.Zeros(3, 0);

    public Matrix<T> Apply(Matrix<T> x) => x - mean;

    public Matrix<T> Mean => mean;
}

static class Program
{
    static void Main()
    {
        var floats = new Scaler<float>(Matrix<float>.Zeros(3, 1));
        Small.Create(1).Predict(floats.Apply(Matrix<float>.Zeros(3, 5)));
        var doubles = new Scaler<double>(Matrix<double>.Zeros(3, 1));
        Precise.Create(1).Predict(doubles.Apply(Matrix<double>.Zeros(3, 5)));
        Small.Create(1).Predict(Pick(Matrix<float>.Zeros(4, 1), Matrix<float>.Zeros(3, 1), x => x.Rows == 3));
        Console.WriteLine(Sum<double>(3) + Sum<float>(4) + Scaler<float>.Empty.Columns);
    }

    static T Pick<T>(T a, T b, Func<T, bool> fits) => fits(a) ? a : b;

    static int Sum<T>(int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = Matrix<T>.Zeros(n, n - 1);
        return (x * x.Transpose()).Rows;
    }
}
