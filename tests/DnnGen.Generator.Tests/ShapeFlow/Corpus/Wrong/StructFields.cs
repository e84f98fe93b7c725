// The fields of a local struct.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

struct Pair
{
    public Matrix<float> X;
    public Matrix<float> Y;
}

static class Program
{
    static void Main()
    {
        var pair = new Pair { X = Matrix<float>.Zeros(3, 4), Y = Matrix<float>.Zeros(1, 4) };
        var net = Small.Create(1);
        net.Predict(pair.Y); // DNN1001 @ pair.Y: 1, 4, 3
        net.Fit(pair.X, pair.Y, new TrainingOptions { Epochs = 1 }); // DNN1005 @ pair.Y: 1, 4, 2
        var copy = pair;
        copy.X = Matrix<float>.Zeros(5, 5);
        net.Predict(copy.X); // DNN1001 @ copy.X: 5, 3
        pair.X = copy.X.SliceRows(0, 4);
        net.Predict(pair.X); // DNN1001 @ pair.X: 4, 5, 3
    }
}
