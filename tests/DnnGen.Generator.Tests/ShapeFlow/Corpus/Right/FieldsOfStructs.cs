// A copied struct keeps its own matrix; with makes another.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

struct Pair
{
    public Matrix<float> X;
    public int Rows;
}

readonly record struct Batch(Matrix<float> X, Matrix<float> Y);

static class Program
{
    static void Main()
    {
        var a = new Pair { X = Matrix<float>.Zeros(3, 2), Rows = 3 };
        var b = a;
        b.X = Matrix<float>.Zeros(4, 2);
        b.Rows++;
        Small.Create(1).Predict(a.X);
        Small.Create(1).Predict(Matrix<float>.Zeros(a.Rows, b.Rows));
        var batch = new Batch(Matrix<float>.Zeros(4, 4), Matrix<float>.Zeros(2, 4));
        batch = batch with { X = Matrix<float>.Zeros(3, 4) };
        var (x, y) = batch;
        Small.Create(1).Fit(x, y, new TrainingOptions { Epochs = 1 });
    }
}
