// The checked sum overflows: what stands after it never runs.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 1);
        int most = int.MaxValue;
        try
        {
            int rows = checked(most + 1);
            Small.Create(1).Predict(Matrix<float>.Zeros(rows, 1));
        }
        catch (OverflowException)
        {
            x = Matrix<float>.Zeros(3, 1);
        }

        Small.Create(1).Predict(x);
    }
}
