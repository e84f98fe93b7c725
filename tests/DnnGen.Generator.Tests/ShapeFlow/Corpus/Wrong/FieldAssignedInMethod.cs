// A field of one's own, assigned two lines before and touched by nobody since.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Session
{
    private Matrix<float> x;

    public void Run()
    {
        var net = Small.Create(1);
        x = Matrix<float>.Zeros(4, 8);
        net.Predict(x); // DNN1001 @ x: 4, 8, 3
    }
}

static class Program
{
    static void Main() => new Session().Run();
}
