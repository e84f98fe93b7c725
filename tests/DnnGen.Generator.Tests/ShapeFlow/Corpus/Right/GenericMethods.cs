// Matrices of any number type, with operators of the type parameter.
using System.Numerics;
using DnnGen;

static class Program
{
    static void Main()
    {
        var s = Affine(Matrix<float>.Zeros(2, 3), Matrix<float>.Zeros(3, 4), Matrix<float>.Zeros(2, 1));
        var d = Affine(Matrix<double>.Zeros(4, 1), Matrix<double>.Zeros(1, 1), Matrix<double>.Zeros(4, 1));
        s.CopyFrom(Pick(s, Matrix<float>.Zeros(9, 9)));
        d.CopyFrom(Pick(d, Matrix<double>.Zeros(8, 8)));
    }

    static Matrix<T> Affine<T>(Matrix<T> w, Matrix<T> x, Matrix<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var z = w * x + b;
        return T.CreateChecked(2) * z - z;
    }

    static TValue Pick<TValue>(TValue first, TValue second) => first is null ? second : first;
}
