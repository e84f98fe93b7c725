// default of a struct skips its initialisers: the readonly field is then the empty matrix.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

struct Model()
{
    public readonly Matrix<float> X = Matrix<float>.Zeros(4, 2);

    public Matrix<float> Y { get; } = Matrix<float>.Zeros(5, 2);

    public readonly int Rows = 7;
}

static class Program
{
    static void Main()
    {
        var empty = default(Model);
        empty.X.CopyFrom(Matrix<float>.Zeros(0, 0));
        empty.Y.CopyFrom(default);
        (new Model[1])[0].X.CopyFrom(default);
        Matrix<float>.Zeros(empty.Rows, 1).CopyFrom(Matrix<float>.Zeros(0, 1));
        new Model().X.CopyFrom(Matrix<float>.Zeros(4, 2));
    }
}
