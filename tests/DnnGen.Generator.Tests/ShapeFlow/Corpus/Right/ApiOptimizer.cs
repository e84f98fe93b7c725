// An optimizer in place of the learning rate, and its step by hand.
using DnnGen;

[Network(784, 128, 10, Output = Activation.Softmax)]
public partial class Digits;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(784, 5);
        var y = Matrix<float>.Zeros(10, 5);
        var net = Digits.Create(3);
        var ws = net.CreateWorkspace(5);
        var optimizer = Optimizer.Adam(learningRate: 0.001).CreateState(net.Parameters);
        var cost = net.TrainStep(x, y, optimizer, ws);
        net.Backward(x, y, ws);
        optimizer.Step(net.Parameters, ws.Gradients);
        net.Fit(x, y, new TrainingOptions { Epochs = 1, Optimizer = Optimizer.Lion(), Schedule = Schedule.Cosine(), ClipNorm = 1 });
        Console.WriteLine(cost);
    }
}
