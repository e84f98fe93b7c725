// Examples with labels of others: ValidationSet.
using DnnGen;

[Network(2, 4, 1)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var net = Planar.Create(1);
        var y = Matrix<float>.Zeros(1, 100);
        net.Fit(Matrix<float>.Zeros(2, 40), Matrix<float>.Zeros(1, 40), new TrainingOptions { Validation = Validation.Set(Matrix<float>.Zeros(2, 400), y) }); // DNN1007 @ y: 400, 100
    }
}
