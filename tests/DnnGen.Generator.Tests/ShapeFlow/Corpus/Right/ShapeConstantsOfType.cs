// A name is a constant or a property of the type around it.
using DnnGen;

[Network(3, 4, 2)]
public partial class Model
{
    public Matrix<float> Scaled([Shape("InputSize", "m")] Matrix<float> x) => Predict(2f * x);

    [return: Shape("OutputSize", "m")]
    public Matrix<float> Logits([Shape("InputSize", "m")] Matrix<float> x) => Parameters.W2 * Hidden(x) + Parameters.b2;

    [return: Shape("Width", "m")]
    public Matrix<float> Hidden([Shape("InputSize", "m")] Matrix<float> x) => Parameters.W1 * x + Parameters.b1;

    public const int Width = 4;
}

static class Program
{
    static void Main()
    {
        var net = Model.Create(1);
        var x = Matrix<float>.Zeros(3, 5);
        net.Scaled(x).CopyFrom(net.Logits(x));
        net.Hidden(x).CopyFrom(Matrix<float>.Zeros(4, 5));
    }
}
