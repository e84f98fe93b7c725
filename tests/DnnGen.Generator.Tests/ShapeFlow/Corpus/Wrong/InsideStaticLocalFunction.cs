// In a static local function, in an expression body.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Use();

        static Matrix<float> Use() => Small.Create(1).Predict(Matrix<float>.Zeros(4, 2)); // DNN1001 @ Matrix<float>.Zeros(4, 2): 4, 2, 3
    }
}
