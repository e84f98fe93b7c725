// A handler that mends what failed, and a finally that runs between.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var x = Matrix<float>.Zeros(5, 1);
        try
        {
            x = Risky(ref x) ? Matrix<float>.Zeros(6, 1) : throw new TimeoutException();
        }
        catch (TimeoutException) when ((x = Matrix<float>.Zeros(3, 1)).Rows == 3)
        {
            Console.WriteLine(net.Predict(x));
        }
        finally
        {
            if (x.Rows != 3)
            {
                x = x.SliceRows(0, 3);
            }
        }

        Console.WriteLine(net.Predict(x));
    }

    static bool Risky(ref Matrix<float> x)
    {
        x = Matrix<float>.Zeros(4, 1);
        return x.Rows > 4;
    }
}
