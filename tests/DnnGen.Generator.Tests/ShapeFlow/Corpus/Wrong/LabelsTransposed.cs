// One label in each row instead of each column, and as many as there are outputs.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(784, 10);
        var labels = Matrix<float>.Zeros(12, 10);
        Digits.Create(1).Fit(x, labels, new TrainingOptions { Epochs = 1 }); // DNN1005 @ labels: 12, 10
    }
}
