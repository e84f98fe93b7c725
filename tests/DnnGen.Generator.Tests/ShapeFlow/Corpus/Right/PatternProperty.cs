// What a pattern says of rows is true of the branch behind it.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Use(Matrix<float>.Zeros(4, 3));
        Use(Matrix<float>.Zeros(3, 4));
        var made = Matrix<float>.Zeros(4, 3);
        if (made is { Rows: 3 } right)
        {
            Small.Create(1).Predict(right);
        }

        var chosen = made switch
        {
            { Rows: 3 } => made,
            { Columns: 3 } => made.Transpose(),
            _ => throw new ShapeMismatchException("Neither."),
        };
        Small.Create(1).Predict(chosen);
    }

    static void Use(Matrix<float> x)
    {
        if (x is not { Rows: 3, Columns: var m })
        {
            x = x.Transpose();
            m = x.Columns;
        }

        Small.Create(1).Fit(x, Matrix<float>.Zeros(2, m), new TrainingOptions { Epochs = 1 });
    }
}
