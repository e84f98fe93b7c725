// x and y are cut at different places.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        int m = int.Parse("50");
        var x = Matrix<float>.Zeros(3, m);
        var y = Matrix<float>.Zeros(2, m);
        int train = m - 10;
        net.Fit(x.SliceColumns(0, train), y, new TrainingOptions { Epochs = 1 }); // DNN1004 @ y: m - 10, m
        var test = x.SliceColumns(train, 10);
        net.CheckGradients(test, y.SliceColumns(train, 9)); // DNN1004 @ y.SliceColumns(train, 9): 10, 9
        net.Backward(Matrix<float>.FromExamples(new float[12], 3, 4), Matrix<float>.FromExamples(new float[6], 2, 3), net.CreateWorkspace(4)); // DNN1004 @ Matrix<float>.FromExamples(new float[6], 2, 3): 4, 3 // DNN2002 @ net.CreateWorkspace(4)
    }
}
