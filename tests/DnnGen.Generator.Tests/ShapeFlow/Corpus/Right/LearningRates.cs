// Rates that are positive when they are used.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    const float Rate = 1f / 100;

    static void Main() => Run(0.1f);

    static void Run(float rate)
    {
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(1);
        var x = Matrix<float>.Zeros(3, 1);
        var y = Matrix<float>.Zeros(2, 1);
        float alpha = 0;
        alpha += rate;
        for (int i = 0; i < 3; i++, alpha *= 0.5f)
        {
            net.TrainStep(x, y, alpha, ws);
        }

        net.TrainStep(x, y, Rate, ws);
        net.TrainStep(x, y, float.Epsilon, ws);
        net.TrainStep(x, y, -(-0.5f), ws);
        net.TrainStep(x, y, 1 - 0.999f, ws);
        net.TrainStep(x, y, i: 0);
        net.Fit(x, y, new TrainingOptions { Epochs = 0, LearningRate = rate, Seed = 0 });
    }

    static void TrainStep(this Small net, Matrix<float> x, Matrix<float> y, int i) => Console.WriteLine(i);
}
