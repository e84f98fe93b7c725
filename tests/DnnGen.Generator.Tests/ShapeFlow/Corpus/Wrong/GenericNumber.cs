// A product of matrices of any number type.
using System.Numerics;
using DnnGen;

static class Program
{
    static void Main() => Use<double>();

    static Matrix<T> Use<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var w = Matrix<T>.Zeros(2, 4);
        var x = Matrix<T>.Zeros(3, 5);
        return w * x; // DNN1002 @ w * x: 4, 3
    }
}
