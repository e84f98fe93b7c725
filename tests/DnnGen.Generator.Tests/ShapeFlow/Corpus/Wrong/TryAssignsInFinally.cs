// finally has the last word, and it is wrong.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 2);
        try
        {
            x = Matrix<float>.Zeros(3, 4);
        }
        finally
        {
            x = Matrix<float>.Zeros(6, 1);
        }

        Small.Create(1).Predict(x); // DNN1001 @ x: 6, 1, 3
    }
}
