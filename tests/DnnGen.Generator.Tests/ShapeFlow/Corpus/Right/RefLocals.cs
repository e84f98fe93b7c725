// A local changes through a reference to it.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        ref var alias = ref x;
        alias = Matrix<float>.Zeros(3, 2);
        Small.Create(1).Predict(x);

        var a = Matrix<float>.Zeros(1, 1);
        var b = Matrix<float>.Zeros(1, 1);
        ref var which = ref a;
        which = ref b;
        which = Matrix<float>.Zeros(3, 5);
        Small.Create(1).Predict(b);
        a.CopyFrom(Matrix<float>.Zeros(1, 1));
    }
}
