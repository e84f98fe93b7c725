// Record structs, records, with, and taking apart.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

readonly record struct Batch(Matrix<float> X, Matrix<float> Y);

sealed record Split(Batch Train, Batch Test);

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var batch = new Batch(Matrix<float>.Zeros(4, 4), Matrix<float>.Zeros(2, 4));
        net.Predict(batch.X); // DNN1001 @ batch.X: 4, 3
        var other = batch with { X = Matrix<float>.Zeros(5, 4) };
        net.Predict(other.X); // DNN1001 @ other.X: 5, 4, 3
        var (x, y) = other;
        net.Predict(x); // DNN1001 @ x: 5, 4, 3
        net.Predict(y); // DNN1001 @ y: 2, 4, 3
        var split = new Split(batch, other with { Y = Matrix<float>.Zeros(2, 9) });
        net.Predict(split.Test.Y); // DNN1001 @ split.Test.Y: 2, 9, 3
        var again = split with { Train = other };
        net.Predict(again.Train.X); // DNN1001 @ again.Train.X: 5, 4, 3
        var (train, (_, labels)) = again;
        net.Fit(train.X.SliceRows(0, 3), labels, new TrainingOptions()); // DNN1004 @ labels: 4, 9
    }
}
