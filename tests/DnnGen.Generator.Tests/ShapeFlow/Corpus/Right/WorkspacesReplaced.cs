// A small workspace is replaced before the large batch comes, in all the ways there are.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Session
{
    private readonly Small net = Small.Create(1);
    private Small.Workspace ws;

    public Session() => ws = net.CreateWorkspace(1);

    private void Grow() => ws = net.CreateWorkspace(5);

    public void Run()
    {
        var x = Matrix<float>.Zeros(3, 5);
        ws = net.CreateWorkspace(2);
        Grow();
        net.Forward(x, ws);
        var local = net.CreateWorkspace(1);
        net.Forward(x.Column(0), local);
        local = net.CreateWorkspace(x.Columns);
        net.Forward(x, local);
        Small.Workspace? none = null;
        net.Forward(x, none ?? net.CreateWorkspace(9));
        Get(out local);
        net.Forward(x, local);
    }

    private void Get(out Small.Workspace made) => made = net.CreateWorkspace(6);
}

static class Program
{
    static void Main() => new Session().Run();
}
