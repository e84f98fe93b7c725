// The guard is never true for this constant shape, so the call behind it never happens.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 3);
        var net = Small.Create(1);
        if (x.Rows == Small.InputSize)
        {
            net.Predict(x);
        }

        if (x.Rows != 3)
        {
            return;
        }

        net.Predict(x);
    }
}
