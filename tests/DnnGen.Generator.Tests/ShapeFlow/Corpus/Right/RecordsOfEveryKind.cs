// Records that do more than hold what they are given.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

record Batch(Matrix<float> X, Matrix<float> Y)
{
    public Matrix<float> X { get; init; } = X.Transpose();

    public void Deconstruct(out Matrix<float> x, out Matrix<float> y) => (x, y) = (X, Y.Transpose());
}

record Copied(Matrix<float> X)
{
    protected Copied(Copied other) => X = other.X.Transpose();
}

record Mutable
{
    public Matrix<float> X { get; set; }
}

record struct Changing(Matrix<float> X)
{
    public void Fix() => X = Matrix<float>.Zeros(3, 1);
}

record Above(Matrix<float> X);

record Below(Matrix<float> X, Matrix<float> Z) : Above(Z);

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var batch = new Batch(Matrix<float>.Zeros(4, 3), Matrix<float>.Zeros(4, 3));
        net.Predict(batch.X);
        var (x, y) = batch;
        net.Predict(x);
        net.Predict(y);
        var copied = new Copied(Matrix<float>.Zeros(4, 3)) with { };
        net.Predict(copied.X);
        var mutable = new Mutable { X = Matrix<float>.Zeros(4, 3) };
        var alias = mutable;
        alias.X = Matrix<float>.Zeros(3, 3);
        net.Predict(mutable.X);
        var changing = new Changing(Matrix<float>.Zeros(4, 1));
        changing.Fix();
        net.Predict(changing.X);
        changing.X = Matrix<float>.Zeros(3, 5);
        net.Predict(changing.X);
        var below = new Below(Matrix<float>.Zeros(3, 1), Matrix<float>.Zeros(3, 2));
        Above above = below;
        net.Predict(above.X);
        net.Predict(below.Z);
        (changing, var other) = (changing with { X = Matrix<float>.Zeros(3, 2) }, 3);
        net.Predict(changing.X);
        net.Predict(Matrix<float>.Zeros(other, other));
    }
}
