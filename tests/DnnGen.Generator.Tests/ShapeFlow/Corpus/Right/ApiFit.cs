// Training in double precision, options with and without a batch size.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var x = Matrix<double>.Zeros(2, 10);
        var y = Matrix<double>.Zeros(1, 10);
        var net = Planar.Create(1);
        var options = new TrainingOptions { Epochs = 2, LearningRate = 1.2, BatchSize = 3 };
        Console.WriteLine(net.Fit(x, y, options).Steps);
        Console.WriteLine(net.Fit(x, y, options with { BatchSize = null, LearningRate = 1e-300 }).Steps);
        Console.WriteLine(net.CheckGradients(x, y));
    }
}
