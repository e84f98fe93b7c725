// finally runs on every way out.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Matrix<float> x;
        try
        {
            x = Matrix<float>.Zeros(3, 1);
            net.Predict(x);
        }
        finally
        {
            x = Matrix<float>.Zeros(4, 1);
        }

        net.Predict(x); // DNN1001 @ x: 4, 1, 3
        for (int i = 0; i < 3; i++)
        {
            int rows = 3;
            try
            {
                try
                {
                    if (i == 1)
                    {
                        continue;
                    }
                }
                finally
                {
                    rows = 5;
                }
            }
            catch (InvalidOperationException)
            {
                continue;
            }
            finally
            {
                x = Matrix<float>.Zeros(rows, i);
            }

            net.Predict(Matrix<float>.Zeros(rows, 2)); // DNN1001 @ Matrix<float>.Zeros(rows, 2): 5, 2, 3
        }
    }
}
