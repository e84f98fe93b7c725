// The examples are cut into batches, the labels are not.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(3, 96);
        var y = Matrix<float>.Zeros(2, 96);
        var ws = net.CreateWorkspace(32);
        for (int start = 0; start < 96; start += 32)
        {
            net.TrainStep(x.SliceColumns(start, 32), y, 0.1f, ws); // DNN1004 @ y: 96, 32
        }
    }
}
