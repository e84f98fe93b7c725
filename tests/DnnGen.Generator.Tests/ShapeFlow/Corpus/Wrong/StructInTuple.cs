// Structs in tuples, tuples in structs, structs in structs, anonymous objects.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

struct Inner
{
    public Matrix<float> X { get; set; }
}

struct Outer
{
    public Inner Inner;
    public (Matrix<float> A, Matrix<float> B) Both;
}

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var tuple = (new Inner { X = Matrix<float>.Zeros(2, 2) }, 1);
        net.Predict(tuple.Item1.X); // DNN1001 @ tuple.Item1.X: 2, 3
        Outer outer = default;
        outer.Inner.X = Matrix<float>.Zeros(4, 2);
        outer.Both = (Matrix<float>.Zeros(3, 2), Matrix<float>.Zeros(5, 2));
        net.Predict(outer.Inner.X); // DNN1001 @ outer.Inner.X: 4, 2, 3
        net.Predict(outer.Both.B); // DNN1001 @ outer.Both.B: 5, 2, 3
        var data = new { X = Matrix<float>.Zeros(7, 1), Size = 6 };
        net.Predict(data.X); // DNN1001 @ data.X: 7, 1, 3
        net.Predict(Matrix<float>.Zeros(data.Size, 1)); // DNN1001 @ Matrix<float>.Zeros(data.Size, 1): 6, 1, 3
    }
}
