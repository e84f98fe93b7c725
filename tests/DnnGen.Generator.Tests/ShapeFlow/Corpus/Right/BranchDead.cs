// What never runs cannot go wrong.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    const bool Old = false;

    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 3);
        var net = Small.Create(1);
        if (false)
        {
            net.Predict(Matrix<float>.Zeros(4, 3));
        }

        if (Old)
        {
            x = Matrix<float>.Zeros(4, 3);
        }

        while (Old && x.Rows > 0)
        {
            x = Matrix<float>.Zeros(5, 5);
        }

        net.Predict(x);
        return;
        net.Predict(x * Matrix<float>.Zeros(4, 4));
    }
}
