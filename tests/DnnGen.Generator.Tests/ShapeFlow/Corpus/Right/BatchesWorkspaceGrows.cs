// A workspace that is replaced when it is too small.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(1);
        foreach (int m in new[] { 1, 5, 3, 209 })
        {
            if (ws.BatchSize < m)
            {
                ws = net.CreateWorkspace(m);
            }

            net.Forward(Matrix<float>.Zeros(3, m), ws);
        }

        net.Forward(Matrix<float>.Zeros(3, 209), ws);
    }
}
