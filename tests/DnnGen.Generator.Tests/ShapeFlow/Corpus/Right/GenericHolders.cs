// Generic classes with a matrix each, of a size that a static member of the type argument says.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

interface ISize
{
    static abstract int Rows { get; }
}

readonly struct Three : ISize
{
    public static int Rows => 3;
}

readonly struct Five : ISize
{
    public static int Rows => 5;
}

static class Holder<TSize>
    where TSize : ISize
{
    public static readonly Matrix<float> Data = Matrix<float>.Zeros(TSize.Rows, 2);

    public static Matrix<float> Cut { get; } = Data.SliceRows(TSize.Rows - 3, 3);
}

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Console.WriteLine(net.Predict(Holder<Three>.Data) + net.Predict(Holder<Five>.Cut));
    }
}
