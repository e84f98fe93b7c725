// Kept in readonly fields and properties of an instance.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Experiment
{
    private readonly Small net = Small.Create(1);
    private readonly Matrix<float> x = Matrix<float>.Zeros(5, 10);
    private readonly Matrix<float> y = Matrix<float>.FromRows(new float[,] { { 1, 0 }, { 0, 1 } });

    public Matrix<float> Labels { get; } = Matrix<float>.Zeros(3, 10);

    public int BatchSize => 4;

    public void Run()
    {
        net.Fit(x, Labels, new TrainingOptions()); // DNN1001 @ x: 5, 10, 3 // DNN1005 @ Labels: 3, 10, 2
        net.Fit(this.x.SliceRows(0, 3), this.y, new TrainingOptions()); // DNN1004 @ this.y: 10, 2
        var ws = net.CreateWorkspace(BatchSize);
        net.Forward(Matrix<float>.Zeros(3, 10), ws); // DNN2001 @ ws: 10, 4
    }
}

static class Program
{
    static void Main()
    {
        var experiment = new Experiment();
        Small.Create(2).Predict(experiment.Labels.SliceRows(0, 1)); // DNN1001 @ experiment.Labels.SliceRows(0, 1): 1, 10, 3
        experiment.Run();
    }
}
