// Calls itself with a smaller matrix until it fits.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Console.WriteLine(Cut(Matrix<float>.Zeros(10, 2)).Rows);

    static Matrix<float> Cut(Matrix<float> x)
    {
        if (x.Rows > 3)
        {
            return Cut(x.SliceRows(0, x.Rows - 1));
        }

        return Small.Create(1).Predict(x);
    }
}
