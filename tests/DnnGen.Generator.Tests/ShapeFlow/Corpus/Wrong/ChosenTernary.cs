// Both sides of ?: agree.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        bool flag = Environment.TickCount > 5;
        var x = flag ? Matrix<float>.Zeros(4, 2) : Matrix<float>.Zeros(4, 2);
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
    }
}
