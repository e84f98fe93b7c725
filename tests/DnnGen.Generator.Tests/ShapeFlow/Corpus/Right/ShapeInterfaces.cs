// The interface promises, the class keeps it; an override adds nothing and breaks nothing.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

interface ITransform
{
    [return: Shape("n", "m")]
    Matrix<float> Apply([Shape("n", "m")] Matrix<float> x);
}

class Identity : ITransform
{
    public virtual Matrix<float> Apply(Matrix<float> x) => x;
}

class Negate : Identity
{
    public override Matrix<float> Apply(Matrix<float> x) => -base.Apply(x);
}

static class Program
{
    static void Main()
    {
        ITransform transform = new Negate();
        Small.Create(1).Predict(transform.Apply(Matrix<float>.Zeros(3, 2)));
        transform.Apply(transform.Apply(Matrix<float>.Zeros(8, 1))).CopyFrom(Matrix<float>.Zeros(8, 1));
    }
}
