// The property with an initialiser is overridden; the object is of the derived class.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Model
{
    public virtual Matrix<float> X { get; } = Matrix<float>.Zeros(4, 2);

    protected virtual int Rows => 4;

    public void Run()
    {
        Small.Create(1).Predict(X);
        Small.Create(1).Predict(Matrix<float>.Zeros(Rows, 1));
    }
}

class Better : Model
{
    public override Matrix<float> X => Matrix<float>.Zeros(3, 2);

    protected override int Rows => 3;
}

static class Program
{
    static void Main() => new Better().Run();
}
