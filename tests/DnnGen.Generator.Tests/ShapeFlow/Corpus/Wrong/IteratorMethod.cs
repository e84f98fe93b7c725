// In an iterator.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        foreach (var p in Outputs())
        {
            Console.WriteLine(p);
        }
    }

    static IEnumerable<Matrix<float>> Outputs()
    {
        var x = Matrix<float>.Zeros(4, 2);
        yield return Small.Create(1).Predict(Matrix<float>.Zeros(3, 1));
        yield return Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
    }
}
