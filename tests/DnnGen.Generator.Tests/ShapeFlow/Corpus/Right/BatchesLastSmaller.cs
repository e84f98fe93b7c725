// Mini-batches by Math.Min: the last one is smaller, the workspace is made for the largest.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        const int batch = 4;
        var x = Matrix<float>.Zeros(784, 10);
        var y = Matrix<float>.Zeros(10, 10);
        var net = Digits.Create(1);
        var ws = net.CreateWorkspace(batch);
        for (int start = 0; start < x.Columns; start += batch)
        {
            int count = Math.Min(batch, x.Columns - start);
            var cost = net.TrainStep(x.SliceColumns(start, count), y.SliceColumns(start, count), 0.01f, ws);
            Console.WriteLine(cost);
        }
    }
}
