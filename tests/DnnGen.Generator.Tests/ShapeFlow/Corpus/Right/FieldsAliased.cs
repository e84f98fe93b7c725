// Two names for one object: what is written through one is read through the other.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Box
{
    public Matrix<float> X = Matrix<float>.Zeros(4, 1);
}

static class Program
{
    static void Main()
    {
        var a = new Box();
        var b = a;
        a.X = Matrix<float>.Zeros(5, 1);
        b.X = Matrix<float>.Zeros(3, 1);
        Small.Create(1).Predict(a.X);
        Set(a, 4);
        Set(b, 3);
        Small.Create(1).Predict(a.X);
        a = new Box { X = Matrix<float>.Zeros(3, 6) };
        Small.Create(1).Predict(a.X);
    }

    static void Set(Box box, int rows) => box.X = Matrix<float>.Zeros(rows, 1);
}
