// In and out of object, dynamic, Span, Nullable and a generic wrapper.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        object o = Matrix<float>.Zeros(4, 1);
        o = Matrix<float>.Zeros(3, 2);
        Small.Create(1).Predict((Matrix<float>)o);
        dynamic d = Matrix<float>.Zeros(3, 3);
        Small.Create(1).Predict(d);
        var lazy = new Lazy<Matrix<float>>(() => Matrix<float>.Zeros(3, 4));
        Small.Create(1).Predict(lazy.Value);
        ValueTuple<Matrix<float>, object> t = (Matrix<float>.Zeros(3, 5), o);
        Small.Create(1).Predict(t.Item1);
        Small.Create(1).Predict((Matrix<float>)t.Item2);
        var anonymous = new { X = Matrix<float>.Zeros(4, 4), Y = 1 };
        anonymous = anonymous with { X = Matrix<float>.Zeros(3, 4) };
        Small.Create(1).Predict(anonymous.X);
    }
}
