// The wrong shape is only there when the parse fails, and then it is replaced.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run("x");

    static void Run(string text)
    {
        Matrix<float> x = Matrix<float>.Zeros(1, 1);
        try
        {
            int rows = int.Parse(text);
            x = Matrix<float>.Zeros(rows, 1);
        }
        catch (FormatException)
        {
            x = Matrix<float>.Zeros(3, 1);
        }

        Small.Create(1).Predict(x);
    }
}
