// The matrix loses a column in every turn; a second one is cut to fit it.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 6);
        var y = Matrix<float>.Zeros(3, 2);
        var net = Small.Create(1);
        while (x.Columns > 2)
        {
            x = x.SliceColumns(0, x.Columns - 1);
            net.Predict(x);
        }

        Console.WriteLine((x - y).Columns);
        Matrix.Hadamard(x, y).CopyFrom(y);
    }
}
