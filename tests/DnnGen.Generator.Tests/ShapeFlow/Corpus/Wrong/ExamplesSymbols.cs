// m examples and m + 1 labels.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(4);

    static void Run(int m)
    {
        var x = Matrix<float>.Zeros(3, m);
        var y = Matrix<float>.Zeros(2, m + 1);
        Small.Create(1).Fit(x, y, new TrainingOptions { Epochs = 1 }); // DNN1004 @ y: m, m + 1
    }
}
