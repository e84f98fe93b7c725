// try and catch agree.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Matrix<float> x;
        try
        {
            int m = int.Parse("5");
            x = Matrix<float>.Zeros(4, m);
        }
        catch (FormatException)
        {
            x = Matrix<float>.Zeros(4, 1);
        }

        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 3
    }
}
