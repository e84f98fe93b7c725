// Deconstructed from a tuple.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var (x, y) = (Matrix<float>.Zeros(4, 5), Matrix<float>.Zeros(2, 5));
        Small.Create(1).Fit(x, y, new TrainingOptions { Epochs = 1 }); // DNN1001 @ x: 4, 5, 3
    }
}
