// Which network and which data belong together is decided twice, by the same flag.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main() => Run(true);

    static void Run(bool wide)
    {
        Matrix<float> x;
        if (wide)
        {
            x = Matrix<float>.Zeros(3, 4);
        }
        else
        {
            x = Matrix<float>.Zeros(4, 3);
        }

        if (wide)
        {
            Small.Create(1).Predict(x);
        }
        else
        {
            Small.Create(1).Predict(x.Transpose());
        }
    }
}
