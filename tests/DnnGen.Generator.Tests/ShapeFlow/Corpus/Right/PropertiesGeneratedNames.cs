// Classes of one's own with the members of a network, a workspace and options, and other meanings.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Fake
{
    public const int InputSize = 5;

    public Fake Parameters => this;

    public Matrix<float> W1 => Matrix<float>.Zeros(9, 9);

    public double LearningRate { get; init; }

    public Matrix<float> Forward(Matrix<float> x, object ws) => x;

    public Matrix<float> Predict(Matrix<float> x) => x;

    public float TrainStep(Matrix<float> x, Matrix<float> y, float learningRate, object ws) => learningRate;

    public object CreateWorkspace(int batchSize) => this;

    public void Fit(Matrix<float> x, Matrix<float> y, Fake options) => options.Predict(y);
}

static class Program
{
    static void Main()
    {
        var net = new Fake { LearningRate = 0 };
        var x = Matrix<float>.Zeros(4, 2);
        net.Forward(x, net.CreateWorkspace(1));
        Console.WriteLine(net.TrainStep(x, Matrix<float>.Zeros(1, 1), 0f, net));
        net.Parameters.W1.CopyFrom(Matrix<float>.Zeros(9, 9));
        net.Fit(x, default, net);
        Small.Create(1).Predict(net.Predict(Matrix<float>.Zeros(3, 3)));
    }
}
