// Sizes that no round of a loop changes.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(4, 8);
        for (int epoch = 0; epoch < 10; epoch++)
        {
            x = 0.5f * x;
            x = x - x.Column(0);
            x[0, 0] += epoch;
        }

        net.Predict(x); // DNN1001 @ x: 4, 8, 3
        foreach (int seed in new[] { 1, 2, 3 })
        {
            var other = Small.Create((ulong)seed);
            other.Fit(x.SliceRows(0, 3), Matrix<float>.Zeros(2, 7), new TrainingOptions()); // DNN1004 @ Matrix<float>.Zeros(2, 7): 8, 7
        }

        int left = 3;
        do
        {
            net.TrainStep(Matrix<float>.Zeros(3, 8), Matrix<float>.Zeros(1, 8), 0.1f, net.CreateWorkspace(8)); // DNN1005 @ Matrix<float>.Zeros(1, 8): 1, 8, 2
        }
        while (--left > 0);

        var batches = new List<Matrix<float>>();
        for (int i = 0; i < 8; i += 2)
        {
            var batch = x.SliceColumns(i, 2);
            batches.Add(net.Predict(batch)); // DNN1001 @ batch: 4, 2, 3
        }
    }
}
