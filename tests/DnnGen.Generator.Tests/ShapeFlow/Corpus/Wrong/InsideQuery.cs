// In the lambda of a query.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var outputs = Enumerable.Range(1, 2).Select(m => Small.Create(1).Predict(Matrix<float>.Zeros(m + 1, 9).Transpose())).ToList(); // DNN1001 @ Matrix<float>.Zeros(m + 1, 9).Transpose(): 9, 3
        Console.WriteLine(outputs.Count);
    }
}
