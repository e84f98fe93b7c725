// An override gives another shape than the method it overrides.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

abstract class Source
{
    public abstract Matrix<float> Next();

    public virtual Matrix<float> Data => Matrix<float>.Zeros(4, 1);

    public virtual int Rows { get; } = 4;

    public Matrix<float> Hidden => Matrix<float>.Zeros(4, 1);
}

class Three : Source
{
    public override Matrix<float> Next() => Matrix<float>.Zeros(Rows, 1);

    public override Matrix<float> Data => base.Data.SliceRows(0, 3);

    public override int Rows { get; } = 3;

    public new Matrix<float> Hidden => Matrix<float>.Zeros(3, 1);
}

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Source source = new Three();
        net.Predict(source.Next());
        net.Predict(source.Data);
        net.Predict(Matrix<float>.Zeros(source.Rows, 1));
        net.Predict(((Three)source).Hidden);
        net.Predict(new Three().Hidden);
    }
}
