// A loop of gotos that adds a row in every round.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        int rows = 1;
        var x = Matrix<float>.Zeros(1, 2);
    again:
        if (x.Rows < 3)
        {
            x = Matrix<float>.Zeros(++rows, x.Columns);
            goto again;
        }

        Console.WriteLine(net.Predict(x));
        switch (rows)
        {
            case 3:
                x = Matrix<float>.Zeros(4, 1);
                goto case 9;
            case 9:
                x = x.SliceRows(1, 3);
                goto default;
            default:
                Console.WriteLine(net.Predict(x));
                break;
        }
    }
}
