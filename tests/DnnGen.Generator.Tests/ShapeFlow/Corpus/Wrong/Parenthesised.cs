// Parentheses, a suppression of null, a cast to its own type.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        Small.Create(1)!.Predict((Matrix<float>)x); // DNN1001 @ (Matrix<float>)x: 4, 2, 3
    }
}
