// A network that is declared layer by layer, nested in another class and in a namespace.
using DnnGen;

namespace Shop.Vision
{
    static partial class Models
    {
        [Network(Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
        [Input(6)]
        [Dense(4, Activation = Activation.Tanh)]
        [Dense(3)]
        internal sealed partial class Regressor;
    }

    static class Program
    {
        static void Main()
        {
            var net = Models.Regressor.Create(1);
            var ws = net.CreateWorkspace(9);
            var x = Matrix<double>.Zeros(6, 9);
            var al = net.Forward(x, ws);
            (ws.A1 + net.Parameters.b1).CopyFrom(net.Parameters.W1 * x);
            Console.WriteLine(net.TrainStep(x, al.Copy(), 1e-3, ws));
        }
    }
}
