// The last example has no label: the shape of the parameter is only a name.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(Matrix<float>.Zeros(3, 4));

    static void Run(Matrix<float> x)
    {
        var y = Matrix<float>.Zeros(2, x.Columns - 1);
        Small.Create(1).Fit(x, y, new TrainingOptions { Epochs = 1 }); // DNN1004 @ y: x.Columns, x.Columns - 1
    }
}
