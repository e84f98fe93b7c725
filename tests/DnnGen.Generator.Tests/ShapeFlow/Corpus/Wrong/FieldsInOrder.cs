// Static fields made of each other, in the order of the source.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Data
{
    public static readonly int Features = 4;
    public static readonly int Examples = 2 * Features;
    public static readonly Matrix<float> X = Matrix<float>.Zeros(Features, Examples);
    public static readonly Matrix<float> Y = X.SliceRows(0, 1);

    public static Matrix<float> Test => X.SliceColumns(0, 2);
}

class Model
{
    private readonly int hidden = Data.Features + 1;
    private readonly Matrix<float> w = Matrix<float>.Zeros(5, 7);

    public int Hidden => hidden;

    public Matrix<float> Apply() => w * Data.X; // DNN1002 @ w * Data.X: 5, 7, 4, 8
}

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        net.Predict(Data.X); // DNN1001 @ Data.X: 4, 8, 3
        net.Predict(Data.Test); // DNN1001 @ Data.Test: 4, 2, 3
        net.Fit(Data.X.SliceRows(0, 3), Data.Y, new TrainingOptions()); // DNN1005 @ Data.Y: 1, 8, 2
        net.Predict(Matrix<float>.Zeros(new Model().Hidden, 1)); // DNN1001 @ Matrix<float>.Zeros(new Model().Hidden, 1): 5, 1, 3
        new Model().Apply();
    }
}
