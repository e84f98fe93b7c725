// The test labels for the training examples.
using DnnGen;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var x = Matrix<double>.Zeros(2, 400);
        var test = Matrix<double>.Zeros(1, 100);
        Planar.Create(1).Fit(x, test, new TrainingOptions { Epochs = 1 }); // DNN1004 @ test: 100, 400
    }
}
