// Extension methods with the names of the library's members, for other arguments.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Extensions
{
    public static Matrix<float> Reshape(this Matrix<float> x, int rows) => x.Reshape(rows, x.Rows * x.Columns / rows);

    public static Matrix<float> Transpose(this Matrix<float> x, bool really) => really ? x.Transpose() : x;

    public static Matrix<float> SliceColumns(this Matrix<float> x, Range range)
    {
        var (start, count) = range.GetOffsetAndLength(x.Columns);
        return x.SliceColumns(start, count);
    }

    extension(Matrix<float> x)
    {
        public Matrix<float> Padded => Matrix<float>.Zeros(x.Rows + 1, x.Columns);
    }
}

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(2, 6);
        Small.Create(1).Predict(x.Reshape(3));
        Small.Create(1).Predict(x.Padded.Transpose(false));
        Small.Create(1).Predict(x.Padded.SliceColumns(1..^1));
    }
}
