// A batch is gathered column by column, then cut to what was gathered.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 10);
        int[] order = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
        var batch = Matrix<float>.Zeros(3, 4);
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(4);
        for (int start = 0; start < order.Length; start += 4)
        {
            int count = order.Length - start < 4 ? order.Length - start : 4;
            for (int j = 0; j < count; j++)
            {
                batch.Column(j).CopyFrom(x.Column(order[start + j]));
            }

            Console.WriteLine(net.Forward(batch.SliceColumns(0, count), ws).Columns);
        }
    }
}
