// The type under an alias, its factories by using static.
using DnnGen;
using static DnnGen.Matrix;
using static DnnGen.Matrix<float>;
using M = DnnGen.Matrix<float>;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        M x = Zeros(3, 4);
        M w = FromExamples(new float[6], 2, 3);
        var z = Multiply(w, x);
        Hadamard(z, Zeros(2, 4)).CopyFrom(Add(z, Zeros(2, 1)));
        Small.Create(1).Predict(Subtract(x, Zeros(3, 4)));
    }
}
