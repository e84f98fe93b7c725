// Taken apart, by name and by place.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var (x, y) = (Matrix<float>.Zeros(3, 6), Matrix<float>.Zeros(6, 2));
        net.Fit(x, y, new TrainingOptions()); // DNN1005 @ y: 6, 2
        (Matrix<float> Train, Matrix<float> Test) split = (x.SliceRows(0, 2), x.SliceRows(2, 1));
        net.Predict(split.Train); // DNN1001 @ split.Train: 2, 6, 3
        net.Predict(split.Item2); // DNN1001 @ split.Item2: 1, 6, 3
        (_, var last) = split;
        net.Predict(last); // DNN1001 @ last: 1, 6, 3
        var nested = (A: (x, y), B: 5);
        net.Predict(nested.A.y); // DNN1001 @ nested.A.y: 6, 2, 3
        net.Predict(Matrix<float>.Zeros(nested.B, 1)); // DNN1001 @ Matrix<float>.Zeros(nested.B, 1): 5, 1, 3
        (x, y) = (y, x);
        net.Predict(x); // DNN1001 @ x: 6, 2, 3
    }
}
