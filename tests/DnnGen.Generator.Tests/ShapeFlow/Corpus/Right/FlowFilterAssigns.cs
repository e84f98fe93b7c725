// An exception filter assigns, and a nested finally after it.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static Matrix<float> x = Matrix<float>.Zeros(4, 1);

    static bool Mend()
    {
        x = Matrix<float>.Zeros(3, 1);
        return true;
    }

    static void Main()
    {
        try
        {
            try
            {
                throw new InvalidDataException();
            }
            finally
            {
                Console.WriteLine(x.Rows);
            }
        }
        catch (InvalidDataException) when (Mend())
        {
            Small.Create(1).Predict(x);
        }
    }
}
