// Static state that other methods and initialisers change.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static int rows = 9;
    static Matrix<float> shared = Matrix<float>.Zeros(rows, 1);

    static Program()
    {
        rows = 3;
        shared = Matrix<float>.Zeros(rows, 1);
    }

    static void Main()
    {
        Small.Create(1).Predict(shared);
        Small.Create(1).Predict(Matrix<float>.Zeros(rows, 2));
        Swap(Matrix<float>.Zeros(3, 3));
        Small.Create(1).Predict(shared);
    }

    static void Swap(Matrix<float> x) => (shared, rows) = (x, x.Rows);
}
