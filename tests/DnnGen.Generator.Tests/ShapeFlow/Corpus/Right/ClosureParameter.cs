// A parameter is captured and changed; static lambdas have parameters of the same name.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(Matrix<float>.Zeros(4, 4));

    static void Run(Matrix<float> x)
    {
        Func<Matrix<float>, Matrix<float>> cut = static x => x.SliceRows(0, 3);
        Action set = () => x = cut(x);
        set();
        Small.Create(1).Predict(x);
        Func<int, Matrix<float>> make = x => Matrix<float>.Zeros(x, x);
        Small.Create(1).Predict(make(3));
    }
}
