// What a finally leaves behind, on every way out and through several of them.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        for (int i = 0; i < 4; i++)
        {
            net.Predict(Matrix<float>.Zeros(Rows(i), 1));
        }

        int rows = 4;
        try
        {
            rows = int.Parse("x");
        }
        catch (FormatException)
        {
            rows = 5;
        }
        finally
        {
            if (rows == 5)
            {
                rows = 3;
            }
        }

        net.Predict(Matrix<float>.Zeros(rows, 1));
    }

    static int Rows(int i)
    {
        int rows = 4;
        while (true)
        {
            try
            {
                try
                {
                    if (i == 0)
                    {
                        break;
                    }

                    if (i == 1)
                    {
                        throw new InvalidOperationException();
                    }

                    if (i == 2)
                    {
                        goto done;
                    }
                }
                finally
                {
                    rows = 2;
                }

                break;
            }
            catch (InvalidOperationException) when (rows is 4 or 2)
            {
                i = 0;
            }
            finally
            {
                rows++;
                if (rows > 3)
                {
                    rows = 3;
                }
            }
        }

    done:
        Small.Create(1).Predict(Matrix<float>.Zeros(rows, 2));
        return rows;
    }
}
