// A network declared layer by layer.
using DnnGen;

[Network(Loss = Loss.MeanSquaredError)]
[Input(6)]
[Dense(4)]
[Dense(2)]
public partial class Regressor;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 9);
        Regressor.Create(1).Predict(x); // DNN1001 @ x: Regressor, 4, 9, 6
    }
}
