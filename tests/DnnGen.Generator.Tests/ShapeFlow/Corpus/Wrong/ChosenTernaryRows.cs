// They agree in the rows and differ in the columns.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        bool flag = Environment.TickCount > 5;
        Small.Create(1).Predict(flag ? Matrix<float>.Zeros(4, 2) : Matrix<float>.Zeros(4, 9)); // DNN1001 @ flag ? Matrix<float>.Zeros(4, 2) : Matrix<float>.Zeros(4, 9): 4, 3
    }
}
