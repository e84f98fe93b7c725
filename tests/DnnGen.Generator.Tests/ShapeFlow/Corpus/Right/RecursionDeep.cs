// A function that calls itself with another shape each time, and a lambda that does.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(Grow(Matrix<float>.Zeros(1, 2), 3));
        Func<Matrix<float>, Matrix<float>> shrink = null!;
        shrink = x => x.Rows > 3 ? shrink(x.SliceRows(1, x.Rows - 1)) : x;
        Small.Create(1).Predict(shrink(Matrix<float>.Zeros(9, 1)));
        Small.Create(1).Predict(Local(Matrix<float>.Zeros(6, 1), 0));

        static Matrix<float> Local(Matrix<float> x, int depth)
        {
            if (x.Rows == 3 || depth > 9)
            {
                return x;
            }

            x = x.SliceRows(0, x.Rows - 1);
            return Local(x, depth + 1);
        }
    }

    static Matrix<float> Grow(Matrix<float> x, int rows) => x.Rows == rows ? x : Grow(Matrix<float>.Zeros(x.Rows + 1, x.Columns), rows);
}
