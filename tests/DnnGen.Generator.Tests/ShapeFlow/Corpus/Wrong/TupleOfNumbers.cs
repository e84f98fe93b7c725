// Sizes in a tuple.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var (rows, columns) = (5, 6);
        Small.Create(1).Predict(Matrix<float>.Zeros(rows, columns)); // DNN1001 @ Matrix<float>.Zeros(rows, columns): 5, 6, 3
    }
}
