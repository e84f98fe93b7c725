// Constants of the base class and of the class around.
using DnnGen;

class Base
{
    public const int Features = 3;

    public virtual int Outputs => 2;
}

class Outer
{
    public const int Batch = 5;

    public sealed class Inner : Base
    {
        public override int Outputs => 4;

        public Matrix<float> Run([Shape("Features", "m")] Matrix<float> x, [Shape("Outputs", "m")] Matrix<float> y) => y * x.Transpose();
    }
}

static class Program
{
    static void Main()
    {
        new Outer.Inner().Run(Matrix<float>.Zeros(3, 5), Matrix<float>.Zeros(4, 5)).CopyFrom(Matrix<float>.Zeros(4, 3));
    }
}
