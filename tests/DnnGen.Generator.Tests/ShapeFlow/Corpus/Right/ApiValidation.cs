// Training judged by a validation, an evaluation, a search for a learning rate, and a source.
using DnnGen;

[Network(2, 4, 1)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(2, 50);
        var y = Matrix<float>.Zeros(1, 50);
        var net = Planar.Create(3);
        var curve = net.FindLearningRate(x, y);
        net.Fit(x, y, new TrainingOptions { Epochs = 1, LearningRate = curve.Suggestion ?? 0.1, Validation = Validation.Set(Matrix<float>.Zeros(2, 9), Matrix<float>.Zeros(1, 9)) });
        net.Fit(new Source(), new TrainingOptions { Epochs = 1, BatchSize = 8 });
        Console.WriteLine(net.Evaluate(x, y));
    }
}

sealed class Source : IBatchSource<float>
{
    public long Examples => 20;

    public void Read(int epoch, long start, Matrix<float> x, Matrix<float> y, CancellationToken cancellationToken) => x[0, 0] = y[0, 0];
}
