// A number and a matrix go together through two branches.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(false);

    static void Run(bool flag)
    {
        int k;
        Matrix<float> w;
        if (flag)
        {
            k = 5;
            w = Matrix<float>.Zeros(2, 5);
        }
        else
        {
            k = 3;
            w = Matrix<float>.Zeros(2, 3);
        }

        var z = w * Matrix<float>.Zeros(k, 7);
        var c = Matrix<float>.Zeros(k, 7);
        Console.WriteLine(z.Columns + (flag ? 0 : Small.Create(1).Predict(c).Rows));
    }
}
