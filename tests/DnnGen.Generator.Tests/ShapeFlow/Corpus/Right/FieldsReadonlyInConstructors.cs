// A readonly field whose initialiser is replaced by the constructor, in another way by each.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Model
{
    private readonly Matrix<float> x = Matrix<float>.Zeros(4, 4);
    private readonly int rows = 4;

    public Model(bool flag)
    {
        if (flag)
        {
            x = Matrix<float>.Zeros(3, 4);
        }

        rows = 3;
    }

    public Model()
        : this(true)
    {
    }

    public Matrix<float> Run() => rows == 3 ? Small.Create(1).Predict(x) : Small.Create(1).Predict(Matrix<float>.Zeros(rows, 1));
}

static class Program
{
    static void Main() => Console.WriteLine(new Model().Run());
}
