// The same parameter name stands for another number in every call.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Func<int, Matrix<float>> make = n => Matrix<float>.Zeros(n, 1);
        var a = make(3);
        var b = make(4);
        Small.Create(1).Predict(a);
        Matrix<float> Make(int n) => Matrix<float>.Zeros(n, n + 1);
        (Make(3) * Make(4)).CopyFrom(Matrix<float>.Zeros(3, 5));
        b.CopyFrom(make(4) + make(4));
    }
}
