// The program looks at the shape before it uses it.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        foreach (var x in new[] { Matrix<float>.Zeros(3, 5), Matrix<float>.Zeros(5, 3) })
        {
            if (x.Rows == Small.InputSize)
            {
                net.Predict(x);
            }
            else if (x.Columns == Small.InputSize)
            {
                net.Predict(x.Transpose());
            }
        }

        var y = Matrix<float>.Zeros(5, 3);
        Console.WriteLine(net.Predict(y.Rows == 3 ? y : y.Transpose()));
    }
}
