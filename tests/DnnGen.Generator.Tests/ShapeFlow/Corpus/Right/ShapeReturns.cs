// What is promised is returned, by every way out.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(Normalize(Matrix<float>.Zeros(3, 8)));
        (Double(Matrix<float>.Zeros(3, 2)) + Matrix<float>.Zeros(6, 1)).CopyFrom(Matrix<float>.Zeros(6, 2));
        Flip(Matrix<float>.Zeros(2, 5)).CopyFrom(Matrix<float>.Zeros(5, 2));
    }

    [return: Shape("features", "m")]
    static Matrix<float> Normalize([Shape("features", "m")] Matrix<float> x)
    {
        if (x.Columns == 0)
        {
            return Matrix<float>.Zeros(x.Rows, 0);
        }

        var mean = Matrix<float>.Zeros(x.Rows, 1);
        return x - mean;
    }

    [return: Shape("2*n", "m")]
    static Matrix<float> Double([Shape("n", "m")] Matrix<float> x) => Matrix<float>.Zeros(x.Rows + x.Rows, x.Columns);

    [return: Shape("m", "n")]
    static Matrix<float> Flip([Shape("n", "m")] Matrix<float> x) => x.Transpose();
}
