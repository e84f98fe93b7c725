// A network behind its interface, with workspaces and parameters of the base types.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        INetwork<Small, float> net = Small.Create(1);
        Workspace<float> ws = net.CreateWorkspace(4);
        var x = Matrix<float>.Zeros(3, 4);
        var y = Matrix<float>.Zeros(2, 4);
        Console.WriteLine(net.TrainStep(x, y, 0.1f, ws));
        net.Update(ws.ParameterGradients, 0.1f);
        foreach (var parameter in net.Parameters.Layout)
        {
            var view = net.Parameters.View(parameter);
            view.CopyFrom(Matrix<float>.Zeros(parameter.Rows, parameter.Columns));
        }

        Span<float> output = stackalloc float[2];
        net.Predict([1, 2, 3], output);
    }
}
