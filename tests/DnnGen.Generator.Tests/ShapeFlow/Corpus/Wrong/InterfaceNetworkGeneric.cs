// A type parameter that is the network itself, and one that is closed later.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Trainer<TNetwork>(TNetwork network)
    where TNetwork : class, INetwork<TNetwork, float>
{
    public TNetwork Network { get; } = network;

    public Matrix<float> Run(Matrix<float> x) => Network.Predict(x);
}

static class Program
{
    static void Main()
    {
        var trainer = new Trainer<Small>(Small.Create(1));
        trainer.Network.Predict(Matrix<float>.Zeros(2, 1)); // DNN1001 @ Matrix<float>.Zeros(2, 1): 2, 1, 3
        Of(trainer.Network).Predict(Matrix<float>.Zeros(5, 1)); // DNN1001 @ Matrix<float>.Zeros(5, 1): 5, 1, 3
    }

    static T Of<T>(T network)
        where T : class, INetwork<T, float> => network;
}
