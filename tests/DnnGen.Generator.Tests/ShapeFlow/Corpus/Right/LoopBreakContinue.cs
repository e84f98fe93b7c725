// The good shape leaves by break, the bad one goes round again.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Matrix<float> x;
        int rows = 7;
        while (true)
        {
            x = Matrix<float>.Zeros(rows, 2);
            if (x.Rows > 3)
            {
                rows -= 2;
                continue;
            }

            break;
        }

        Console.WriteLine(Small.Create(1).Predict(x));
    }
}
