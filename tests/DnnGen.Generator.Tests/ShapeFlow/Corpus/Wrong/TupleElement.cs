// An element of a tuple, by name and by place.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var pair = (X: Matrix<float>.Zeros(3, 5), Z: Matrix<float>.Zeros(6, 5));
        Small.Create(1).Predict(pair.X);
        Small.Create(1).Predict(pair.Z); // DNN1001 @ pair.Z: 6, 5, 3
    }
}
