// Every case assigns five rows.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Matrix<float> x;
        switch (Environment.TickCount & 1)
        {
            case 0:
                x = Matrix<float>.Zeros(5, 1);
                break;
            case 1:
                x = Matrix<float>.Zeros(5, 1);
                break;
            default:
                return;
        }

        Small.Create(1).Predict(x); // DNN1001 @ x: 5, 1, 3
    }
}
