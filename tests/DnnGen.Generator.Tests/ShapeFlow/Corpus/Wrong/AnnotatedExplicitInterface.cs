// An explicit implementation without annotations of its own.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

interface ITransform
{
    [return: Shape("2", "m")]
    Matrix<float> Apply([Shape("3", "m")] Matrix<float> x);

    [Shape("3", "4")]
    Matrix<float> Data { get; }
}

class Project : ITransform
{
    Matrix<float> ITransform.Apply(Matrix<float> x)
    {
        if (x.Columns > 100)
        {
            return x; // DNN1007 @ x: 3, m, 2
        }

        return x.SliceRows(0, 2);
    }

    public Matrix<float> Data => Matrix<float>.Zeros(4, 3); // DNN1007 @ Matrix<float>.Zeros(4, 3): 4, 3
}

static class Program
{
    static void Main()
    {
        ITransform transform = new Project();
        Small.Create(1).Predict(transform.Apply(Matrix<float>.Zeros(3, 1))); // DNN1001 @ transform.Apply(Matrix<float>.Zeros(3, 1)): 2, 1, 3
        transform.Apply(Matrix<float>.Zeros(4, 1)); // DNN1007 @ Matrix<float>.Zeros(4, 1): 4, 3
        Small.Create(1).Predict(new Project().Data.Transpose()); // DNN1001 @ new Project().Data.Transpose(): 4, 3
    }
}
