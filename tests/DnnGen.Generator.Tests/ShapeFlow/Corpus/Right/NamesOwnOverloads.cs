// A network's own partial half adds overloads and helpers of the same names.
using DnnGen;

[Network(3, 4, 2)]
public partial class Model
{
    public Matrix<float> Predict(Matrix<float> x, bool rowsAreExamples) => Predict(rowsAreExamples ? x.Transpose() : x);

    public Matrix<float> Forward(Matrix<float> raw) => Predict(raw.SliceRows(0, InputSize));

    public float TrainStep(Matrix<float> table, float learningRate, Workspace ws) =>
        TrainStep(table.SliceRows(0, InputSize), table.SliceRows(InputSize, OutputSize), learningRate, ws);

    public static Model Create(int kind) => Create((ulong)kind);
}

static class Program
{
    static void Main()
    {
        var net = Model.Create(1);
        net.Predict(Matrix<float>.Zeros(7, 3), rowsAreExamples: true);
        net.Forward(Matrix<float>.Zeros(12, 2));
        Console.WriteLine(net.TrainStep(Matrix<float>.Zeros(5, 2), 0.1f, net.CreateWorkspace(2)));
    }
}
