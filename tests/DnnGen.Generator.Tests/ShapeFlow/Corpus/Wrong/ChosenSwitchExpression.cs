// Every arm gives five rows, but for the one that throws.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        int kind = Environment.TickCount & 1;
        var x = kind switch
        {
            0 => Matrix<float>.Zeros(5, 1),
            1 => Matrix<float>.Zeros(5, 2),
            _ => throw new InvalidOperationException(),
        };
        Small.Create(1).Predict(x); // DNN1001 @ x: 5, 3
    }
}
