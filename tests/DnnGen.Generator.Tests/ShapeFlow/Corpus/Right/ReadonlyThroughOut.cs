// Readonly fields that are written by reference, by init accessors and by tuples.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Model
{
    private readonly Matrix<float> a = Matrix<float>.Zeros(4, 1);
    private readonly Matrix<float> b = Matrix<float>.Zeros(4, 1);
    private readonly Matrix<float> c = Matrix<float>.Zeros(4, 1);
    private readonly int rows = 4;

    public Model()
    {
        Make(out a);
        (b, rows) = (Matrix<float>.Zeros(3, 1), 3);
    }

    public Matrix<float> C
    {
        init => c = value;
    }

    private static void Make(out Matrix<float> x) => x = Matrix<float>.Zeros(3, 1);

    public void Run() => Small.Create(1).Predict(a + b + c + Matrix<float>.Zeros(rows, 1));
}

static class Program
{
    static void Main() => new Model { C = Matrix<float>.Zeros(3, 1) }.Run();
}
