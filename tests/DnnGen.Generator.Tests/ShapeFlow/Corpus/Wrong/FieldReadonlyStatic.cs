// A static readonly field of another class.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Data
{
    public static readonly Matrix<float> Train = Matrix<float>.Zeros(8, 4);
}

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(Data.Train); // DNN1001 @ Data.Train: 8, 4, 3
    }
}
