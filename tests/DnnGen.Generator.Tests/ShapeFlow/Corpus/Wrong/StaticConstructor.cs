// In a static constructor.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Model
{
    public static readonly Matrix<float> Output;

    static Model()
    {
        var x = Matrix<float>.Zeros(5, 5);
        Output = Small.Create(1).Predict(x); // DNN1001 @ x: 5, 3
    }
}

static class Program
{
    static void Main() => Console.WriteLine(Model.Output);
}
