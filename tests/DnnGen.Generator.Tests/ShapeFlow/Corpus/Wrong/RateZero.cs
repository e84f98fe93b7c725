// Nothing would be learned.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var ws = net.CreateWorkspace(2);
        net.Update(ws.Gradients, 0f); // DNN2003 @ 0f: 0
    }
}
