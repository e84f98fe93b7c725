// Built in a loop whose size does not change.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        for (int i = 0; i < 3; i++)
        {
            x = 0.5f * x + Matrix<float>.Zeros(4, 1);
        }

        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
    }
}
