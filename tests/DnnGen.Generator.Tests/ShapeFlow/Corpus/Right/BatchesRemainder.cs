// Full batches in a loop, and the remainder after it.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 209);
        var y = Matrix<float>.Zeros(2, 209);
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(100);
        int start = 0;
        while (start + 100 <= x.Columns)
        {
            net.TrainStep(x.SliceColumns(start, 100), y.SliceColumns(start, 100), 0.1f, ws);
            start += 100;
        }

        if (start < x.Columns)
        {
            int rest = x.Columns - start;
            net.TrainStep(x.SliceColumns(start, rest), y.SliceColumns(start, rest), 0.1f, ws);
        }
    }
}
