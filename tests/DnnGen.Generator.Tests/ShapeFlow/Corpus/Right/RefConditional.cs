// A conditional reference: one of two locals is written, and both end up right.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(true);

    static void Run(bool first)
    {
        var a = Matrix<float>.Zeros(3, 1);
        var b = Matrix<float>.Zeros(4, 1);
        (first ? ref b : ref a) = Matrix<float>.Zeros(3, 2);
        if (first)
        {
            Small.Create(1).Predict(b);
        }

        foreach (ref var x in new Matrix<float>[2].AsSpan())
        {
            x = Matrix<float>.Zeros(3, 3);
            Small.Create(1).Predict(x);
        }
    }
}
