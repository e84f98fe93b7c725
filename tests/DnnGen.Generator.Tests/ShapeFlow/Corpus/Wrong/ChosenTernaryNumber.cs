// The number is chosen, and both choices are the same.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        bool flag = Environment.TickCount > 5;
        int rows = flag ? 2 + 2 : 8 / 2;
        Small.Create(1).Predict(Matrix<float>.Zeros(rows, 1)); // DNN1001 @ Matrix<float>.Zeros(rows, 1): 4, 1, 3
    }
}
