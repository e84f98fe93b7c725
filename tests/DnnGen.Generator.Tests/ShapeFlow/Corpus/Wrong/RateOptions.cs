// In the options of a training, made and changed.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var options = new TrainingOptions { Epochs = 1, LearningRate = 0 }; // DNN2003 @ 0: 0
        var other = options with { LearningRate = -1 }; // DNN2003 @ -1: -1
        Planar.Create(1).Fit(Matrix<double>.Zeros(2, 1), Matrix<double>.Zeros(1, 1), other);
        Console.WriteLine(options.Epochs);
    }
}
