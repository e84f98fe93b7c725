// Math.Min and Math.Max of constants.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(Math.Max(4, 2), Math.Min(9, 5));
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 5, 3
    }
}
