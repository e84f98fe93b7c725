// A network behind a generic class; the names are those of its own members.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Pipeline<TNetwork>
    where TNetwork : class, INetwork<TNetwork, float>
{
    private readonly TNetwork net = TNetwork.Create(1);

    public int Features => TNetwork.InputSize;

    [return: Shape("_", "m")]
    public Matrix<float> Run([Shape("Features", "m")] Matrix<float> x) => net.Predict(x);
}

static class Program
{
    static void Main()
    {
        var p = new Pipeline<Small>().Run(Matrix<float>.Zeros(3, 4));
        p.CopyFrom(Matrix<float>.Zeros(2, 4));
    }
}
