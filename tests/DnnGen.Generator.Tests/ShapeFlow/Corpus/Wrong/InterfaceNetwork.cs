// A network behind the common contract, closed over itself.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        INetwork<Small, float> net = Small.Create(1);
        var x = Matrix<float>.Zeros(4, 5);
        net.Predict(x); // DNN1001 @ x: Small.Predict, (4 × 5), 3 features
        net.TrainStep(Matrix<float>.Zeros(3, 5), Matrix<float>.Zeros(1, 5), 0.1f, net.CreateWorkspace(5)); // DNN1005 @ Matrix<float>.Zeros(1, 5): Small.TrainStep, 1, 2
        net.Fit(Matrix<float>.Zeros(3, 5), Matrix<float>.Zeros(2, 4), new TrainingOptions()); // DNN1004 @ Matrix<float>.Zeros(2, 4): 5, 4
        net.Predict(new float[2], new float[2]); // DNN1008 @ new float[2]: 2, 3
        Small.Create(1).Predict(net.Predict(Matrix<float>.Zeros(3, 5))); // DNN1001 @ net.Predict(Matrix<float>.Zeros(3, 5)): 2, 5, 3
    }
}
