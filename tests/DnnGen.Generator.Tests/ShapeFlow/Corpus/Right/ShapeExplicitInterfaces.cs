// Two interfaces promise different things of methods with one name.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

interface IRows
{
    [return: Shape("1", "m")]
    Matrix<float> Mean([Shape("n", "m")] Matrix<float> x);
}

interface IColumns
{
    [return: Shape("n", "1")]
    Matrix<float> Mean([Shape("n", "m")] Matrix<float> x);
}

class Both : IRows, IColumns
{
    Matrix<float> IRows.Mean(Matrix<float> x) => x.SliceRows(0, 1);

    Matrix<float> IColumns.Mean(Matrix<float> x) => x.SliceColumns(0, 1);

    public Matrix<float> Mean(Matrix<float> x) => x;
}

static class Program
{
    static void Main()
    {
        var both = new Both();
        var x = Matrix<float>.Zeros(3, 7);
        Small.Create(1).Predict(both.Mean(x));
        ((IRows)both).Mean(x).CopyFrom(Matrix<float>.Zeros(1, 7));
        Small.Create(1).Predict(((IColumns)both).Mean(x));
    }
}
