// Primary constructors whose parameters change.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Loader(Matrix<float> x, int rows)
{
    public Matrix<float> X { get; } = x.Transpose();

    public Matrix<float> Next()
    {
        x = Matrix<float>.Zeros(rows--, 1);
        return x;
    }

    public Matrix<float> Last => x;
}

class Derived(int rows) : Loader(Matrix<float>.Zeros(4, 3), rows + 1)
{
    public int Rows => rows++;
}

readonly struct Size(int rows)
{
    public int Rows { get; } = rows - 1;
}

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var loader = new Derived(3);
        net.Predict(loader.X);
        loader.Next();
        net.Predict(loader.Next());
        net.Predict(loader.Last);
        net.Predict(Matrix<float>.Zeros(loader.Rows, 1));
        net.Predict(Matrix<float>.Zeros(new Size(4).Rows, 1));
    }
}
