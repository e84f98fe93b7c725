// The columns of a matrix that is replaced are not the columns it had.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(Matrix<float>.Zeros(3, 4), Matrix<float>.Zeros(3, 5));

    static void Run(Matrix<float> x, Matrix<float> y)
    {
        int m = x.Columns;
        var labels = Matrix<float>.Zeros(2, x.Columns);
        x = y;
        var more = Matrix<float>.Zeros(2, x.Columns);
        Small.Create(1).Fit(x, more, new TrainingOptions { Epochs = 1 });
        Small.Create(1).Fit(x.SliceColumns(0, m), labels, new TrainingOptions { Epochs = 1 });
        x = x.SliceColumns(1, x.Columns - 1);
        labels.CopyFrom(Matrix<float>.Zeros(2, x.Columns));
        labels.CopyFrom(Matrix<float>.Zeros(2, y.Columns - 1));
    }
}
