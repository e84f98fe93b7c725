// Scaling and the sign change no shape.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 7);
        Small.Create(1).Predict(-(2f * x)); // DNN1001 @ -(2f * x): 4, 7, 3
    }
}
