// Training on examples with a feature too many.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var options = new TrainingOptions { Epochs = 1 };
        Small.Create(1).Fit(Matrix<float>.Zeros(4, 6), Matrix<float>.Zeros(2, 6), options); // DNN1001 @ Matrix<float>.Zeros(4, 6): 4, 6, 3
    }
}
