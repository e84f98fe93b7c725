// A network from a file is a network like another.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        string path = Path.GetTempFileName();
        Small.Create(7).Save(path);
        var net = Small.Load(path);
        Console.WriteLine(net.Predict(Matrix<float>.Zeros(Small.InputSize, Small.ParameterCount)));
        File.Delete(path);
    }
}
