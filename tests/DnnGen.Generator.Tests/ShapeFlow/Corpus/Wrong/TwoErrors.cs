// Two networks, two wrong matrices, two sentences.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

[Network(2, 4, 1, Precision = Precision.Double)]
public partial class Planar;

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(Matrix<float>.Zeros(4, 2)); // DNN1001 @ Matrix<float>.Zeros(4, 2): Small, 4, 2, 3
        Planar.Create(1).Predict(Matrix<double>.Zeros(4, 2)); // DNN1001 @ Matrix<double>.Zeros(4, 2): Planar, 4, 2
    }
}
