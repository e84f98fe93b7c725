// Deconstruction assigns after everything on the right is read.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var (x, y) = (Matrix<float>.Zeros(2, 4), Matrix<float>.Zeros(3, 4));
        (x, y) = (y, x);
        Small.Create(1).Fit(x, y, new TrainingOptions { Epochs = 1 });
        (int rows, int columns) = (x.Columns, x.Rows);
        (rows, columns) = (columns, rows);
        Small.Create(1).Predict(Matrix<float>.Zeros(rows, columns));
        var pair = (X: x, Y: y);
        pair.X = pair.X.SliceColumns(0, 2);
        pair.Y.CopyFrom(Matrix<float>.Zeros(2, 4));
        (_, var (a, b)) = (0, pair);
        a.CopyFrom(Matrix<float>.Zeros(3, 2));
        b.CopyFrom(y);
        (pair.X, rows) = (Matrix<float>.Zeros(rows, 9), 7);
        Small.Create(1).Predict(pair.X);
    }
}
