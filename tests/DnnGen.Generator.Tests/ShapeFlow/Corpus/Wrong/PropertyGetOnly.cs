// A property with an initialiser and no setter.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Data
{
    public static Matrix<float> Train { get; } = Matrix<float>.Zeros(8, 4);
}

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(Data.Train); // DNN1001 @ Data.Train: 8, 4, 3
    }
}
