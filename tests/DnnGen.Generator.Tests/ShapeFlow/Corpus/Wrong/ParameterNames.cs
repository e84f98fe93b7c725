// Named arguments in another order, and optional ones.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        net.Fit(options: new TrainingOptions { Epochs = 1 }, y: Matrix<float>.Zeros(2, 3), x: Matrix<float>.Zeros(3, 4)); // DNN1004 @ Matrix<float>.Zeros(2, 3): 4, 3
        net.TrainStep(ws: net.CreateWorkspace(batchSize: 2), learningRate: 0.1f, y: Matrix<float>.Zeros(2, 4), x: Matrix<float>.Zeros(3, 4)); // DNN2001 @ net.CreateWorkspace(batchSize: 2): 4, 2
        _ = Matrix<float>.FromExamples(examples: 2, features: 3, data: new float[7]); // DNN1006 @ new float[7]: 7, 6
        Apply(factor: 2, x: Matrix<float>.Zeros(columns: 3, rows: 5)); // DNN1007 @ Matrix<float>.Zeros(columns: 3, rows: 5): 5, 4
    }

    static void Apply([Shape("2 * factor", "_")] Matrix<float> x, int factor) => Small.Create((ulong)factor).Predict(x);
}
