// A constant of the network's own type.
using DnnGen;

[Network(3, 4, 2)]
public partial class Model
{
    public Matrix<float> Scaled([Shape("InputSize", "m")] Matrix<float> x) => Predict(2f * x);
}

static class Program
{
    static void Main() => Model.Create(1).Scaled(Matrix<float>.Zeros(5, 2)); // DNN1007 @ Matrix<float>.Zeros(5, 2): 5, 2, 3
}
