// A property without a setter, whose initialiser the constructor replaces.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Model
{
    public Matrix<float> X { get; } = Matrix<float>.Zeros(4, 1);

    public static Matrix<float> Shared { get; } = Matrix<float>.Zeros(4, 1);

    static Model() => Shared = Matrix<float>.Zeros(3, 2);

    public Model(int rows) => X = Matrix<float>.Zeros(rows, 1);
}

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(new Model(3).X);
        Small.Create(1).Predict(Model.Shared);
    }
}
