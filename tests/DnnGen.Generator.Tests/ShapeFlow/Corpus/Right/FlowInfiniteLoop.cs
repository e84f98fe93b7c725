// The only way out of the loop is the right one.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(8, 1);
        for (; ; x = x.SliceRows(1, x.Rows - 1))
        {
            switch (x.Rows)
            {
                case 3:
                    Small.Create(1).Predict(x);
                    return;
                case > 3:
                    continue;
                default:
                    Small.Create(1).Predict(Matrix<float>.Zeros(x.Rows, 1));
                    break;
            }
        }
    }
}
