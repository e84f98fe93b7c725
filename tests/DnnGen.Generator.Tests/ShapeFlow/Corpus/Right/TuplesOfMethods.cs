// Splits that return tuples, deconstructed by a Deconstruct of one's own.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Data(Matrix<float> x, Matrix<float> y)
{
    public void Deconstruct(out Matrix<float> features, out Matrix<float> labels) => (features, labels) = (x, y);
}

static class Program
{
    static void Main()
    {
        var all = Matrix<float>.Zeros(5, 10);
        var (train, test) = Split(all, 7);
        var (x, y) = new Data(train.SliceRows(0, 3), train.SliceRows(3, 2));
        Small.Create(1).Fit(x, y, new TrainingOptions { Epochs = 1 });
        Small.Create(1).Predict(test.SliceRows(0, 3)).CopyFrom(Matrix<float>.Zeros(2, 3));
    }

    static (Matrix<float> Head, Matrix<float> Tail) Split(Matrix<float> x, int count) =>
        (x.SliceColumns(0, count), x.SliceColumns(count, x.Columns - count));
}
