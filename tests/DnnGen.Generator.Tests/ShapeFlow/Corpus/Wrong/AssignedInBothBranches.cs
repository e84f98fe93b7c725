// Assigned in both branches of an if.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Matrix<float> x;
        if (Environment.TickCount > 5)
        {
            x = Matrix<float>.Zeros(4, 2);
        }
        else
        {
            x = Matrix<float>.Zeros(4, 2);
        }

        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
    }
}
