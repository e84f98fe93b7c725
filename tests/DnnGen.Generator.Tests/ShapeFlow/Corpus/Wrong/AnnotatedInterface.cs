// The interface asks for three rows.
using DnnGen;

interface ITransform
{
    Matrix<float> Apply([Shape("3", "m")] Matrix<float> x);
}

class Project : ITransform
{
    public Matrix<float> Apply(Matrix<float> x) => Matrix<float>.Zeros(2, 3) * x;
}

static class Program
{
    static void Main()
    {
        ITransform transform = new Project();
        transform.Apply(Matrix<float>.Zeros(4, 1)); // DNN1007 @ Matrix<float>.Zeros(4, 1): 4, 3
        new Project().Apply(Matrix<float>.Zeros(5, 1)); // DNN1007 @ Matrix<float>.Zeros(5, 1): 5, 3
    }
}
