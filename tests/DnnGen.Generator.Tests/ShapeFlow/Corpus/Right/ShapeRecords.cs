// Primary constructors and positional records, with annotations on parameters and on their properties.
using DnnGen;

record Sample([property: Shape("n", "m")] Matrix<float> X, [Shape("1", "m")] Matrix<float> Y);

class Standard([Shape("n", "1")] Matrix<float> mean, [Shape("n", "1")] Matrix<float> deviation)
{
    public Matrix<float> Apply(Matrix<float> x) => x - mean + deviation;
}

static class Program
{
    static void Main()
    {
        var sample = new Sample(Matrix<float>.Zeros(3, 4), Matrix<float>.Zeros(1, 4));
        var other = sample with { X = Matrix<float>.Zeros(5, 4) };
        var standard = new Standard(Matrix<float>.Zeros(5, 1), Matrix<float>.Zeros(5, 1));
        standard.Apply(other.X).CopyFrom(other.X);
        sample.X.CopyFrom(Matrix<float>.Zeros(3, 4));
    }
}
