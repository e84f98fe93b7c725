// x -= and x *= keep track too.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(5, 3);
        x -= Matrix<float>.Zeros(5, 1);
        x *= Matrix<float>.Zeros(3, 8);
        Small.Create(1).Predict(x); // DNN1001 @ x: 5, 8, 3
    }
}
