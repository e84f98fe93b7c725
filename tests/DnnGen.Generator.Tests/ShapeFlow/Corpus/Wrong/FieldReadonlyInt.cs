// The size in a static readonly field.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(Matrix<float>.Zeros(Rows, 1)); // DNN1001 @ Matrix<float>.Zeros(Rows, 1): 5, 1, 3
    }

    private static readonly int Rows = 5;
}
