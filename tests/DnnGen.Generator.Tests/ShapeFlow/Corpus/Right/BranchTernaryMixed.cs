// The two sides differ, and agree in what is asked of them.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(Environment.TickCount > 0, 4);

    static void Run(bool flag, int m)
    {
        var x = flag ? Matrix<float>.Zeros(3, 5) : Matrix<float>.Zeros(3, 9);
        var y = flag ? Matrix<float>.Zeros(2, 5) : Matrix<float>.Zeros(2, 9);
        var net = Small.Create(1);
        net.Fit(x, y, new TrainingOptions { Epochs = 1 });
        int rows = flag ? 3 : m;
        var z = Matrix<float>.Zeros(rows, 2);
        if (flag)
        {
            net.Predict(z);
        }
    }
}
