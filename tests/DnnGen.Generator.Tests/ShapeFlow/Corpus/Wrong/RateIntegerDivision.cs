// 1 / 100 is 0 in whole numbers.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        net.Update(net.CreateWorkspace(2).Gradients, 1 / 100); // DNN2003 @ 1 / 100: 0
    }
}
