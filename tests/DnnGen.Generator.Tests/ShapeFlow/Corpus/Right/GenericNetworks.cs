// Written once for all networks: the sizes are those of the type argument.
using System.Numerics;
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        Console.WriteLine(Run<Small, float>(4) + Run<Planar, double>(5));
    }

    static int Run<TNetwork, T>(int m)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var net = TNetwork.Create(1);
        var x = Matrix<T>.Zeros(TNetwork.InputSize, m);
        var y = Matrix<T>.Zeros(TNetwork.OutputSize, m);
        net.TrainStep(x, y, T.One, net.CreateWorkspace(m));
        net.Fit(x, y, new TrainingOptions { Epochs = 1 });
        return net.Predict(x).Rows;
    }
}
