// One workspace of the largest batch serves smaller ones; which branch made it is not known.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        Run(209);
        Run(100);
    }

    static void Run(int m)
    {
        var net = Small.Create(1);
        var ws = m > 100 ? net.CreateWorkspace(209) : net.CreateWorkspace(100);
        var x = m > 100 ? Matrix<float>.Zeros(3, 209) : Matrix<float>.Zeros(3, 100);
        net.Forward(x, ws);
        net.Forward(Matrix<float>.Zeros(3, 100), ws);
        if (m > 100)
        {
            net.Forward(Matrix<float>.Zeros(3, 209), ws);
        }
    }
}
