// What never runs is never wrong.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        #pragma warning disable CS0162
        var net = Small.Create(1);
        const bool debug = false;
        if (debug)
        {
            net.Predict(Matrix<float>.Zeros(4, 1));
        }

        for (int i = 0; i < 0; i++)
        {
            net.Predict(Matrix<float>.Zeros(4, 1));
        }

        while (false)
        {
            net.Predict(Matrix<float>.Zeros(4, 1));
        }

        int rows = 4;
        if (rows == 3)
        {
            net.Predict(Matrix<float>.Zeros(rows, 1));
        }

        _ = debug && net.Predict(Matrix<float>.Zeros(4, 1)).Rows > 0;
        _ = true ? 0 : net.Predict(Matrix<float>.Zeros(4, 1)).Rows;
        return;
        net.Predict(Matrix<float>.Zeros(4, 1));
    }
}
