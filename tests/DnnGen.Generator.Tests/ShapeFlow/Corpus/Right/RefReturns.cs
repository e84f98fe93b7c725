// A method gives a reference to a field, an element or its argument.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static Matrix<float> field = Matrix<float>.Zeros(4, 4);

    static ref Matrix<float> Field() => ref field;

    static ref Matrix<float> Same(ref Matrix<float> x) => ref x;

    static void Main()
    {
        Field() = Matrix<float>.Zeros(3, 4);
        Small.Create(1).Predict(field);
        var x = Matrix<float>.Zeros(5, 5);
        Same(ref x) = Matrix<float>.Zeros(3, 1);
        Small.Create(1).Predict(x);
        Span<Matrix<float>> span = new Matrix<float>[2];
        span[1] = x;
        ref var element = ref span[0];
        element = Matrix<float>.Zeros(3, 9);
        Small.Create(1).Predict(span[0]);
    }
}
