// Filters run before finally, and may write.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(4, 1);
        try
        {
            try
            {
                throw new InvalidOperationException();
            }
            finally
            {
                x = Matrix<float>.Zeros(5, 1);
            }
        }
        catch (InvalidOperationException) when (Check(x = Matrix<float>.Zeros(3, 2)))
        {
            x = x.Rows == 5 ? Matrix<float>.Zeros(3, 1) : x;
            net.Predict(x);
        }

        int rows = 9;
        try
        {
            rows = 4;
            rows = int.Parse("no");
            rows = 7;
        }
        catch (FormatException) when (--rows == 3)
        {
            net.Predict(Matrix<float>.Zeros(rows, 1));
        }
        catch (Exception) when (rows > 100)
        {
            net.Predict(Matrix<float>.Zeros(rows - 97, 1));
        }
    }

    static bool Check(Matrix<float> x) => x.Rows == 3;
}
