// Operators that stand beside the library's and mean something else.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

readonly struct Scaler(float factor)
{
    public static Matrix<float> operator *(Scaler s, Matrix<float> x) => s.Factor * x.SliceRows(0, 3);

    public static Matrix<float> operator +(Matrix<float> x, Scaler s) => x.Transpose();

    public static implicit operator Matrix<float>(Scaler s) => Matrix<float>.Zeros(3, 1);

    public float Factor => factor;
}

static class Program
{
    static void Main()
    {
        var scaler = new Scaler(2);
        var x = Matrix<float>.Zeros(7, 3);
        Small.Create(1).Predict(scaler * x);
        Small.Create(1).Predict(x + scaler);
        Small.Create(1).Predict(scaler);
        x += scaler;
        Small.Create(1).Predict(x - (Matrix<float>)scaler);
    }
}
