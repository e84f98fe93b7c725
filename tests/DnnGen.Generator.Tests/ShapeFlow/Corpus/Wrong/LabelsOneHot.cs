// Labels as class numbers where one row for each class is needed.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        float[,] points = { { 0, 1, 0, 1 }, { 0, 0, 1, 1 }, { 1, 1, 1, 1 } };
        float[,] classes = { { 0, 1, 1, 0 } };
        var x = Matrix<float>.FromRows(points);
        var y = Matrix<float>.FromRows(classes);
        var net = Small.Create(3);
        var history = net.Fit(x, y, new TrainingOptions { Epochs = 10, LearningRate = 0.1 }); // DNN1005 @ y: 1, 4, 2
        Console.WriteLine(history);
        var ws = net.CreateWorkspace(4);
        var al = net.Forward(x, ws);
        Console.WriteLine(net.Cost(y, ws)); // DNN1005 @ y: 1, 4, 2
        net.Backward(x, y.Transpose(), ws); // DNN1005 @ y.Transpose(): 4, 1, 2
        Console.WriteLine((al - y).Rows); // DNN1003 @ al - y: 2, 4, 1
    }
}
